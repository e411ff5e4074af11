import { IconUsersGroup } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'team',
  title: { es: 'Equipo', en: 'Team', pt: 'Equipe' },
  icon: IconUsersGroup,
  circle: 'SUPERVISION',
  group: 'run',
  order: 40,
  load: () => import('./Team'),
});
