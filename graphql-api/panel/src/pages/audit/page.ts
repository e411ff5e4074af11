import { IconShieldCheck } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'audit',
  title: { es: 'Auditoría', en: 'Audit', pt: 'Auditoria' },
  icon: IconShieldCheck,
  circle: 'ADMINISTRATION',
  group: 'run',
  order: 50,
  load: () => import('./Audit'),
});
