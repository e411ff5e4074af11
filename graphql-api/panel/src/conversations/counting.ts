import { useEffect } from 'react';
import { type Conversation, conversations } from './conversations';

/** What happens in one moment is counted once; and however much happens, a count is never older than this. */
const COUNT_EVERY_MS = 1_000;

/**
 * Counts anew, by the server, when a conversation has changed in what is counted.
 *
 * @param standing what is counted of a conversation
 */
export function useRecount(recount: () => void, standing: (conversation: Conversation) => string): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unwatch = conversations.watch((next, before) => {
      if (timer !== undefined || (before && standing(before) === standing(next))) return;
      timer = setTimeout(() => {
        timer = undefined;
        recount();
      }, COUNT_EVERY_MS);
    });
    return () => {
      clearTimeout(timer);
      unwatch();
    };
  }, [recount, standing]);
}
