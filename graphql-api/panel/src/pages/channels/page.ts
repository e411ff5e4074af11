import { IconPlugConnected } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'channels',
  title: { es: 'Canales', en: 'Channels', pt: 'Canais' },
  icon: IconPlugConnected,
  circle: 'OPERATIONS',
  group: 'run',
  order: 20,
  load: () => import('./Channels'),
});
