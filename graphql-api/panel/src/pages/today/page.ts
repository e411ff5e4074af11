import { IconSunHigh } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'today',
  title: { es: 'Hoy', en: 'Today', pt: 'Hoje' },
  icon: IconSunHigh,
  circle: 'CONVERSATIONS',
  group: 'look',
  order: 10,
  goKey: 'KeyH',
  load: () => import('./Today'),
});
