import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** What of a page's list is open, which stands in the address: `/quotes/<id>`. Conditions behind the `?` stay as they are. */
export function useOpened(): [id: string | null, open: (id: string | null) => void] {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const [, page = '', id] = pathname.split('/');
  const open = useCallback((next: string | null) => void navigate({ pathname: next ? `/${page}/${encodeURIComponent(next)}` : `/${page}`, search }), [navigate, page, search]);
  return [id ? decodeURIComponent(id) : null, open];
}
