import { texts } from '@/texts/texts';

export const TEAM = texts({
  es: {
    title: 'Equipo', people: 'Personas', teams: 'Grupos', tokens: 'Claves para programas', name: 'Nombre', email: 'E-mail', role: 'Rol', presence: 'Ahora', inactive: 'Dada de baja',
    invite: 'Sumar a alguien', edit: 'Cambiar', password: 'Contraseña', newPassword: 'Contraseña nueva (vacía: la de antes)', save: 'Guardar', saved: 'Guardado', isActive: 'Puede entrar',
    newTeam: 'Nuevo grupo', members: 'Quiénes', noTeams: 'Todavía no hay grupos', noTeamsHelp: 'Un grupo comparte conversaciones y vistas: ventas, posventa, cada sucursal.', noTokensHelp: 'Con una clave, un programa tuyo usa la API con el rol que le des: leer ventas, cargar stock.', noTokens: 'Todavía no hay claves', newToken: 'Nueva clave', scopes: 'Puede', read: 'Leer', write: 'Cambiar', expires: 'Vence', lastUsed: 'Último uso', never: 'Nunca',
    secret: 'Copiala ahora: no se vuelve a mostrar', copy: 'Copiar', copied: 'Copiada', revoke: 'Anular', revoked: 'Anulada', create: 'Crear', days: 'Vale por (días)', hint: 'Empieza con', acts: 'Acciones',
  },
  en: {
    title: 'Team', people: 'People', teams: 'Groups', tokens: 'Keys for programs', name: 'Name', email: 'E-mail', role: 'Role', presence: 'Now', inactive: 'Dismissed',
    invite: 'Add somebody', edit: 'Change', password: 'Password', newPassword: 'New password (empty: as before)', save: 'Save', saved: 'Saved', isActive: 'May log in',
    newTeam: 'New group', members: 'Who', noTeams: 'No groups yet', noTeamsHelp: 'A group shares conversations and views: sales, after-sales, each branch.', noTokensHelp: 'With a key a program of yours uses the API in the role that you give it: to read sales, to load stock.', noTokens: 'No keys yet', newToken: 'New key', scopes: 'May', read: 'Read', write: 'Change', expires: 'Expires', lastUsed: 'Last used', never: 'Never',
    secret: 'Copy it now: it is not shown again', copy: 'Copy', copied: 'Copied', revoke: 'Revoke', revoked: 'Revoked', create: 'Create', days: 'Valid for (days)', hint: 'Begins with', acts: 'Actions',
  },
  pt: {
    title: 'Equipe', people: 'Pessoas', teams: 'Grupos', tokens: 'Chaves para programas', name: 'Nome', email: 'E-mail', role: 'Papel', presence: 'Agora', inactive: 'Desligada',
    invite: 'Adicionar alguém', edit: 'Alterar', password: 'Senha', newPassword: 'Senha nova (vazia: a de antes)', save: 'Salvar', saved: 'Salvo', isActive: 'Pode entrar',
    newTeam: 'Novo grupo', members: 'Quem', noTeams: 'Ainda não há grupos', noTeamsHelp: 'Um grupo compartilha conversas e visões: vendas, pós-venda, cada filial.', noTokensHelp: 'Com uma chave, um programa seu usa a API com o papel que você lhe der: ler vendas, carregar estoque.', noTokens: 'Ainda não há chaves', newToken: 'Nova chave', scopes: 'Pode', read: 'Ler', write: 'Alterar', expires: 'Vence', lastUsed: 'Último uso', never: 'Nunca',
    secret: 'Copie agora: não será mostrada de novo', copy: 'Copiar', copied: 'Copiada', revoke: 'Anular', revoked: 'Anulada', create: 'Criar', days: 'Vale por (dias)', hint: 'Começa com', acts: 'Ações',
  },
});
