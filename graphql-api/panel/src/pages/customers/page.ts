import { IconUsers } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'customers',
  title: { es: 'Clientes', en: 'Customers', pt: 'Clientes' },
  icon: IconUsers,
  circle: 'CONVERSATIONS',
  group: 'sell',
  order: 10,
  goKey: 'KeyC',
  load: () => import('./Customers'),
});
