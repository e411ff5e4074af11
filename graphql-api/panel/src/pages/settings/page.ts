import { IconSettings } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'settings',
  title: { es: 'Ajustes', en: 'Settings', pt: 'Ajustes' },
  icon: IconSettings,
  circle: 'SIGNED_IN',
  group: 'run',
  order: 60,
  goKey: 'KeyS',
  load: () => import('./Settings'),
});
