import { IconLayoutKanban } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'board',
  title: { es: 'Tablero', en: 'Board', pt: 'Quadro' },
  icon: IconLayoutKanban,
  circle: 'CONVERSATIONS',
  group: 'talk',
  order: 20,
  goKey: 'KeyB',
  load: () => import('./Board'),
});
