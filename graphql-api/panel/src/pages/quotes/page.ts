import { IconFileInvoice } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'quotes',
  title: { es: 'Cotizaciones', en: 'Quotes', pt: 'Orçamentos' },
  icon: IconFileInvoice,
  circle: 'CONVERSATIONS',
  group: 'sell',
  order: 30,
  goKey: 'KeyQ',
  load: () => import('./Quotes'),
});
