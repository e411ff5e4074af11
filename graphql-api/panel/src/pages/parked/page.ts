import { IconMailExclamation } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'parked',
  title: { es: 'Apartados', en: 'Parked letters', pt: 'Separados' },
  icon: IconMailExclamation,
  circle: 'OPERATIONS',
  group: 'run',
  order: 30,
  load: () => import('./Parked'),
});
