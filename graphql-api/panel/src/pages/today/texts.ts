import { texts } from '@/texts/texts';

export const TODAY = texts({
  es: {
    title: 'Hoy', figures: 'Cómo está el local ahora', open: 'Abiertas', waiting: 'Esperan a una persona', withIsac: 'Con ISAC', mine: 'Tuyas sin leer', sales: 'Vendido hoy', pending: (many: number) => `${many} por cobrar`, paid: (many: string) => (many === '1' ? '1 cobrada' : `${many} cobradas`), noSales: 'Todavía ninguna venta',
    waitTitle: 'Esperan a una persona', noneWaits: 'Nadie espera: estás al día.', since: (span: string) => `hace ${span}`, seeAll: (many: number) => `Ver las ${many}`,
    dueTitle: 'Para hacer', noneDue: 'Nada vencido para hacer.', seeFollowUps: 'Ver seguimientos',
    paused: (name: string, reason: string) => `${name}: ${reason}`, waits: (many: number) => `${many} mensajes esperan`, look: 'Ver canales',
  },
  en: {
    title: 'Today', figures: 'How the shop is doing now', open: 'Open', waiting: 'Waiting for a person', withIsac: 'With ISAC', mine: 'Yours, unread', sales: 'Sold today', pending: (many: number) => `${many} to be paid`, paid: (many: string) => `${many} paid`, noSales: 'No sale yet',
    waitTitle: 'Waiting for a person', noneWaits: 'Nobody is waiting: all caught up.', since: (span: string) => `${span} ago`, seeAll: (many: number) => `See all ${many}`,
    dueTitle: 'To do', noneDue: 'Nothing is due.', seeFollowUps: 'See follow-ups',
    paused: (name: string, reason: string) => `${name}: ${reason}`, waits: (many: number) => `${many} messages wait`, look: 'See channels',
  },
  pt: {
    title: 'Hoje', figures: 'Como está a loja agora', open: 'Abertas', waiting: 'Esperam uma pessoa', withIsac: 'Com ISAC', mine: 'Suas não lidas', sales: 'Vendido hoje', pending: (many: number) => `${many} a receber`, paid: (many: string) => (many === '1' ? '1 paga' : `${many} pagas`), noSales: 'Ainda nenhuma venda',
    waitTitle: 'Esperam uma pessoa', noneWaits: 'Ninguém espera: tudo em dia.', since: (span: string) => `há ${span}`, seeAll: (many: number) => `Ver as ${many}`,
    dueTitle: 'A fazer', noneDue: 'Nada vencido a fazer.', seeFollowUps: 'Ver acompanhamentos',
    paused: (name: string, reason: string) => `${name}: ${reason}`, waits: (many: number) => `${many} mensagens esperam`, look: 'Ver canais',
  },
});
