import { texts } from '@/texts/texts';

export const KNOWLEDGE = texts({
  es: {
    title: 'Respuestas', articles: 'Lo que ISAC sabe del local', canned: 'Respuestas rápidas', steps: 'Acciones rápidas', search: 'Buscar', topic: 'Tema', name: 'Título', answer: 'Respuesta', changed: 'Cambiada', off: 'Apagada',
    newArticle: 'Nuevo artículo', newCanned: 'Nueva respuesta rápida', none: 'Todavía no hay artículos', noneHelp: 'ISAC contesta con estos textos, tal cual. Lo que no está acá, lo pregunta a una persona.', noneSuch: 'Nada con esas palabras',
    noCanned: 'Todavía no hay respuestas rápidas', noCannedHelp: 'En el chat se ponen con / y su atajo.', questions: 'Cómo lo preguntan', questionsHelp: 'Una forma por vez, con Enter: «hacen envíos?», «mandan al interior?»', text: 'Texto', link: 'Link', isActive: 'Encendida',
    save: 'Guardar', saved: 'Guardado', remove: 'Borrar', removed: 'Borrado', shortcut: 'Atajo (sin la barra)', hours: 'Horario', opens: 'Abre', closes: 'Cierra', addHours: 'Agregar franja', drop: 'Quitar', openNow: 'Abierto ahora', closedNow: 'Cerrado ahora', nextOpening: 'Abre',
    holidays: 'Feriados', holiday: { NOT_SAID: 'No se dice', AS_USUAL: 'Abrimos igual', CLOSED: 'Cerramos' }, day: 'Día', place: 'Lugar', address: 'Dirección', latitude: 'Latitud', longitude: 'Longitud', placeName: 'Nombre del lugar',
    readOnly: 'Solo quienes supervisan pueden cambiarlo.',
    specialDays: 'Días especiales', addDay: 'Agregar un día', dayName: 'Cómo se llama', from: 'Desde', to: 'Hasta', yearly: 'Todos los años', closedAllDay: 'Cerrado',
  },
  en: {
    title: 'Answers', articles: 'What ISAC knows of the shop', canned: 'Canned replies', steps: 'Quick actions', search: 'Search', topic: 'Topic', name: 'Title', answer: 'Answer', changed: 'Changed', off: 'Off',
    newArticle: 'New article', newCanned: 'New canned reply', none: 'No articles yet', noneHelp: 'ISAC answers with these texts, word for word. What is not here, it asks a person.', noneSuch: 'Nothing with these words',
    noCanned: 'No canned replies yet', noCannedHelp: 'In a chat they are put in with / and their shortcut.', questions: 'How people ask', questionsHelp: 'One way at a time, with Enter: “do you ship?”', text: 'Text', link: 'Link', isActive: 'On',
    save: 'Save', saved: 'Saved', remove: 'Delete', removed: 'Deleted', shortcut: 'Shortcut (without the slash)', hours: 'Hours', opens: 'Opens', closes: 'Closes', addHours: 'Add hours', drop: 'Remove', openNow: 'Open now', closedNow: 'Closed now', nextOpening: 'Opens',
    holidays: 'Public holidays', holiday: { NOT_SAID: 'Not said', AS_USUAL: 'Open as usual', CLOSED: 'Closed' }, day: 'Day', place: 'Place', address: 'Address', latitude: 'Latitude', longitude: 'Longitude', placeName: 'Name of the place',
    readOnly: 'Only those who supervise may change it.',
    specialDays: 'Special days', addDay: 'Add a day', dayName: 'What it is called', from: 'From', to: 'To', yearly: 'Every year', closedAllDay: 'Closed',
  },
  pt: {
    title: 'Respostas', articles: 'O que ISAC sabe da loja', canned: 'Respostas rápidas', steps: 'Ações rápidas', search: 'Buscar', topic: 'Tema', name: 'Título', answer: 'Resposta', changed: 'Alterada', off: 'Desligada',
    newArticle: 'Novo artigo', newCanned: 'Nova resposta rápida', none: 'Ainda não há artigos', noneHelp: 'ISAC responde com estes textos, tal como estão. O que não está aqui, pergunta a uma pessoa.', noneSuch: 'Nada com essas palavras',
    noCanned: 'Ainda não há respostas rápidas', noCannedHelp: 'No chat, elas entram com / e seu atalho.', questions: 'Como perguntam', questionsHelp: 'Uma forma por vez, com Enter: «fazem entrega?»', text: 'Texto', link: 'Link', isActive: 'Ligada',
    save: 'Salvar', saved: 'Salvo', remove: 'Apagar', removed: 'Apagado', shortcut: 'Atalho (sem a barra)', hours: 'Horário', opens: 'Abre', closes: 'Fecha', addHours: 'Adicionar faixa', drop: 'Remover', openNow: 'Aberto agora', closedNow: 'Fechado agora', nextOpening: 'Abre',
    holidays: 'Feriados', holiday: { NOT_SAID: 'Não se diz', AS_USUAL: 'Abrimos igual', CLOSED: 'Fechamos' }, day: 'Dia', place: 'Lugar', address: 'Endereço', latitude: 'Latitude', longitude: 'Longitude', placeName: 'Nome do lugar',
    readOnly: 'Só quem supervisiona pode alterar.',
    specialDays: 'Dias especiais', addDay: 'Adicionar um dia', dayName: 'Como se chama', from: 'De', to: 'Até', yearly: 'Todos os anos', closedAllDay: 'Fechado',
  },
});
