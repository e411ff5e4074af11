import { useEffect, useState } from 'react';
import { onInbox } from '@/conversations/conversations';

/** Says what customers write to whoever hears the panel instead of seeing it. */
export function Arrivals() {
  const [said, setSaid] = useState({ number: 0, words: '' });
  useEffect(
    () =>
      onInbox({
        message: (conversation, message, isNew) => {
          if (isNew && message.direction === 'INBOUND') setSaid(({ number }) => ({ number: number + 1, words: `${conversation.customer.displayName}: ${message.text}` }));
        },
      }),
    [],
  );
  // Of another key each time: who writes «hola» twice is heard twice.
  return <p className="unseen" aria-live="polite" id="arrivals"><span key={said.number}>{said.words}</span></p>;
}
