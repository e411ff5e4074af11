import { IconBook2 } from '@tabler/icons-react';
import { definePage } from '@/app/page';

export default definePage({
  path: 'knowledge',
  title: { es: 'Respuestas', en: 'Answers', pt: 'Respostas' },
  icon: IconBook2,
  circle: 'CONVERSATIONS',
  group: 'run',
  order: 10,
  load: () => import('./Knowledge'),
});
