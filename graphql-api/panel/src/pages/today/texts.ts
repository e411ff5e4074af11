import { texts } from '@/texts/texts';

export const TODAY = texts({
  es: {
    title: 'Hoy', figures: 'Cómo está el local ahora', open: 'Abiertas', waiting: 'Esperan a una persona', withIsac: 'Con ISAC', answered: 'Respondió ISAC hoy', alone: (many: number) => (many === 1 ? '1 sin ayuda de nadie' : `${many} sin ayuda de nadie`), noneAnswered: 'Todavía ninguna', answeredHelp: 'Conversaciones en las que ISAC escribió desde la medianoche del local; sin ayuda, aquellas en las que nadie del equipo escribió desde entonces.', mine: 'Tuyas sin leer', sales: 'Vendido hoy', pending: (many: number) => `${many} por cobrar`, paid: (many: string) => (many === '1' ? '1 cobrada' : `${many} cobradas`), noSales: 'Todavía ninguna venta',
    waitTitle: 'Esperan a una persona', noneWaits: 'Nadie espera: estás al día.', since: (span: string) => `hace ${span}`, seeAll: (many: number) => `Ver las ${many}`,
    dueTitle: 'Para hacer', noneDue: 'Nada vencido para hacer.', seeFollowUps: 'Ver seguimientos',
    paused: (name: string, reason: string) => `${name}: ${reason}`, waits: (many: number) => `${many} mensajes esperan`, look: 'Ver canales',
  },
  en: {
    title: 'Today', figures: 'How the shop is doing now', open: 'Open', waiting: 'Waiting for a person', withIsac: 'With ISAC', answered: 'Answered by ISAC today', alone: (many: number) => `${many} with nobody’s help`, noneAnswered: 'None yet', answeredHelp: 'Conversations in which ISAC has written since the shop’s midnight; with nobody’s help, those in which nobody of the team has written since then.', mine: 'Yours, unread', sales: 'Sold today', pending: (many: number) => `${many} to be paid`, paid: (many: string) => `${many} paid`, noSales: 'No sale yet',
    waitTitle: 'Waiting for a person', noneWaits: 'Nobody is waiting: all caught up.', since: (span: string) => `${span} ago`, seeAll: (many: number) => `See all ${many}`,
    dueTitle: 'To do', noneDue: 'Nothing is due.', seeFollowUps: 'See follow-ups',
    paused: (name: string, reason: string) => `${name}: ${reason}`, waits: (many: number) => `${many} messages wait`, look: 'See channels',
  },
  pt: {
    title: 'Hoje', figures: 'Como está a loja agora', open: 'Abertas', waiting: 'Esperam uma pessoa', withIsac: 'Com ISAC', answered: 'Respondeu ISAC hoje', alone: (many: number) => (many === 1 ? '1 sem ajuda de ninguém' : `${many} sem ajuda de ninguém`), noneAnswered: 'Ainda nenhuma', answeredHelp: 'Conversas em que ISAC escreveu desde a meia-noite da loja; sem ajuda, aquelas em que ninguém da equipe escreveu desde então.', mine: 'Suas não lidas', sales: 'Vendido hoje', pending: (many: number) => `${many} a receber`, paid: (many: string) => (many === '1' ? '1 paga' : `${many} pagas`), noSales: 'Ainda nenhuma venda',
    waitTitle: 'Esperam uma pessoa', noneWaits: 'Ninguém espera: tudo em dia.', since: (span: string) => `há ${span}`, seeAll: (many: number) => `Ver as ${many}`,
    dueTitle: 'A fazer', noneDue: 'Nada vencido a fazer.', seeFollowUps: 'Ver acompanhamentos',
    paused: (name: string, reason: string) => `${name}: ${reason}`, waits: (many: number) => `${many} mensagens esperam`, look: 'Ver canais',
  },
});
