import { texts } from '@/texts/texts';

export const PARKED = texts({
  es: {
    title: 'Mensajes apartados', why: 'Qué pasó', at: 'Cuándo', where: 'Dónde', tries: 'Intentos', status: 'Estado', states: { PARKED: 'Apartado', REPLAYED: 'Reintentado', DISCARDED: 'Descartado' }, all: 'Todos', edited: 'editado',
    none: 'No hay nada apartado', noneHelp: 'Lo que no se puede procesar queda acá, nunca se pierde: se puede ver, corregir y reintentar.',
    replay: 'Reintentar', replayAll: 'Reintentar todos los apartados', replayed: 'Reintentado', replayedMany: (done: number, failed: number) => `${done} reintentados, ${failed} no`, discard: 'Descartar', discarded: 'Descartado',
    body: 'Contenido', original: 'Como llegó', edit: 'Corregir', save: 'Guardar', cancel: 'Cancelar', saved: 'Contenido corregido', queue: 'Cola', route: 'Ruta', step: 'Paso', error: 'Error', history: 'Qué se hizo',
    hidden: 'Tu rol no puede ver el contenido.', kinds: { EDITED: 'lo corrigió', REPLAYED: 'lo reintentó', DISCARDED: 'lo descartó' }, reallyDiscard: 'Descartar para siempre',
  },
  en: {
    title: 'Parked letters', why: 'What happened', at: 'When', where: 'Where', tries: 'Tries', status: 'Status', states: { PARKED: 'Parked', REPLAYED: 'Replayed', DISCARDED: 'Discarded' }, all: 'All', edited: 'edited',
    none: 'Nothing is parked', noneHelp: 'What cannot be handled stays here and is never lost: it can be seen, corrected and replayed.',
    replay: 'Replay', replayAll: 'Replay all that are parked', replayed: 'Replayed', replayedMany: (done: number, failed: number) => `${done} replayed, ${failed} not`, discard: 'Discard', discarded: 'Discarded',
    body: 'Content', original: 'As it came', edit: 'Correct', save: 'Save', cancel: 'Cancel', saved: 'Content corrected', queue: 'Queue', route: 'Route', step: 'Step', error: 'Error', history: 'What was done',
    hidden: 'Your role may not see the content.', kinds: { EDITED: 'corrected it', REPLAYED: 'replayed it', DISCARDED: 'discarded it' }, reallyDiscard: 'Discard for good',
  },
  pt: {
    title: 'Mensagens separadas', why: 'O que houve', at: 'Quando', where: 'Onde', tries: 'Tentativas', status: 'Estado', states: { PARKED: 'Separada', REPLAYED: 'Repetida', DISCARDED: 'Descartada' }, all: 'Todas', edited: 'editada',
    none: 'Não há nada separado', noneHelp: 'O que não se consegue processar fica aqui e nunca se perde: dá para ver, corrigir e repetir.',
    replay: 'Repetir', replayAll: 'Repetir todas as separadas', replayed: 'Repetida', replayedMany: (done: number, failed: number) => `${done} repetidas, ${failed} não`, discard: 'Descartar', discarded: 'Descartada',
    body: 'Conteúdo', original: 'Como chegou', edit: 'Corrigir', save: 'Salvar', cancel: 'Cancelar', saved: 'Conteúdo corrigido', queue: 'Fila', route: 'Rota', step: 'Passo', error: 'Erro', history: 'O que foi feito',
    hidden: 'Seu papel não pode ver o conteúdo.', kinds: { EDITED: 'corrigiu', REPLAYED: 'repetiu', DISCARDED: 'descartou' }, reallyDiscard: 'Descartar para sempre',
  },
});
