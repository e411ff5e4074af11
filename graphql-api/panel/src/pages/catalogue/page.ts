import { IconPackage } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'catalogue',
  title: { es: 'Catálogo', en: 'Catalogue', pt: 'Catálogo' },
  icon: IconPackage,
  circle: 'SIGNED_IN',
  group: 'sell',
  order: 20,
  goKey: 'KeyP',
  load: () => import('./Catalogue'),
});
