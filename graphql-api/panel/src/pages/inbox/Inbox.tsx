import { PageFrame } from '@/kit';

export default function Inbox() {
  return <PageFrame title="Inbox">…</PageFrame>;
}
