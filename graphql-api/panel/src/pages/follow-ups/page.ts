import { IconCalendarTime } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'follow-ups',
  title: { es: 'Seguimientos', en: 'Follow-ups', pt: 'Acompanhamentos' },
  icon: IconCalendarTime,
  circle: 'CONVERSATIONS',
  group: 'talk',
  order: 30,
  goKey: 'KeyF',
  load: () => import('./FollowUps'),
});
