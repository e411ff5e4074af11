import { useMay } from '@/app/session';
import { useCondition } from '@/app/typed';
import { PageFrame } from '@/kit';
import { Tabs } from '@/kit/Listing';
import { useFormats } from '@/texts/format';
import { useTexts } from '@/texts/texts';
import { Corrections } from './Corrections';
import { LostDemand } from './LostDemand';
import { Model } from './Model';
import { ASSISTANT } from './texts';
import { Trial } from './Trial';

type Part = 'trial' | 'feedback' | 'model' | 'lost';

/** What the assistant does, what it was taught, and what it could not sell. */
export default function Assistant() {
  useFormats();
  const t = useTexts(ASSISTANT);
  const mayDirect = useMay('SUPERVISION');
  const [wanted, setPart] = useCondition('part');
  const parts: readonly Part[] = mayDirect ? ['trial', 'feedback', 'model', 'lost'] : ['model', 'lost'];
  const part = parts.find((it) => it === wanted) ?? parts[0] ?? 'model';
  return (
    <PageFrame title={t.title}>
      <Tabs<string> label={t.title} value={part} options={parts.map((it) => ({ value: it, title: t[it] }))} onChange={(it) => setPart(it === parts[0] ? null : it)} />
      {part === 'trial' && <Trial />}
      {part === 'feedback' && <Corrections />}
      {part === 'model' && <Model />}
      {part === 'lost' && <LostDemand />}
    </PageFrame>
  );
}
