import { IconSparkles } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'assistant',
  title: { es: 'ISAC', en: 'ISAC', pt: 'ISAC' },
  icon: IconSparkles,
  circle: 'ANALYTICS',
  group: 'run',
  order: 5,
  goKey: 'KeyA',
  load: () => import('./Assistant'),
});
