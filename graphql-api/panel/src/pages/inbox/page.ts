import { IconInbox } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'inbox',
  title: { es: 'Bandeja', en: 'Inbox', pt: 'Caixa de entrada' },
  icon: IconInbox,
  circle: 'CONVERSATIONS',
  group: 'talk',
  order: 10,
  goKey: 'KeyI',
  load: () => import('./Inbox'),
});
