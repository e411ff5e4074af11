import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { listing } from '@/kit/Listing';
import { useTexts } from '@/texts/texts';
import { KNOWLEDGE } from './texts';

/** A day, or days, with hours of their own; without any the shop is closed. */
export interface SpecialDay {
  name: string;
  from: string;
  to: string;
  isYearly: boolean;
  openings: readonly { opens: string; closes: string }[];
}

/** The days that are not like the week. */
export function SpecialDays({ of, mayEdit, onChange }: { of: readonly SpecialDay[]; mayEdit: boolean; onChange: (days: SpecialDay[]) => void }) {
  const t = useTexts(KNOWLEDGE);
  const alter = (index: number, changed: Partial<SpecialDay>) => onChange(of.map((it, at) => (at === index ? { ...it, ...changed } : it)));
  return (
    <>
      {(of.length > 0 || mayEdit) && <h3>{t.specialDays}</h3>}
      {of.map((it, index) => (
        <fieldset key={index} disabled={!mayEdit} className={listing.form} style={{ margin: 0, padding: '10px 12px 12px', border: '1px solid var(--line)', borderRadius: 8 }}>
          <div className={listing.row} style={{ alignItems: 'end' }}>
            <TextInput label={t.dayName} value={it.name} onChange={(event) => alter(index, { name: event.currentTarget.value })} style={{ flex: '1 1 180px' }} />
            <TextInput label={t.from} type="date" value={it.from} onChange={(event) => alter(index, { from: event.currentTarget.value })} />
            <TextInput label={t.to} type="date" value={it.to} min={it.from} onChange={(event) => alter(index, { to: event.currentTarget.value })} />
            {mayEdit && <ActionIcon size={34} aria-label={`${t.drop}: ${it.name}`} onClick={() => onChange(of.filter((_, at) => at !== index))}><IconX size={16} aria-hidden /></ActionIcon>}
          </div>
          <div className={listing.row}>
            <Checkbox label={t.closedAllDay} checked={it.openings.length === 0} onChange={(event) => alter(index, { openings: event.currentTarget.checked ? [] : [{ opens: '10:00', closes: '14:00' }] })} />
            <Checkbox label={t.yearly} checked={it.isYearly} onChange={(event) => alter(index, { isYearly: event.currentTarget.checked })} />
          </div>
          {it.openings.map((hours, place) => {
            const set = (changed: Partial<typeof hours>) => alter(index, { openings: it.openings.map((each, at) => (at === place ? { ...each, ...changed } : each)) });
            return (
              <div key={place} className={listing.row}>
                <TextInput aria-label={t.opens} type="time" value={hours.opens} onChange={(event) => set({ opens: event.currentTarget.value })} />
                <TextInput aria-label={t.closes} type="time" value={hours.closes} onChange={(event) => set({ closes: event.currentTarget.value })} />
                {mayEdit && it.openings.length > 1 && <ActionIcon aria-label={t.drop} onClick={() => alter(index, { openings: it.openings.filter((_, at) => at !== place) })}><IconX size={16} aria-hidden /></ActionIcon>}
                {mayEdit && place === it.openings.length - 1 && <Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => alter(index, { openings: [...it.openings, { opens: '16:00', closes: '20:00' }] })}>{t.addHours}</Button>}
              </div>
            );
          })}
        </fieldset>
      ))}
      {mayEdit && <div className={listing.row}><Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => onChange([...of, { name: '', from: '', to: '', isYearly: false, openings: [] }])}>{t.addDay}</Button></div>}
    </>
  );
}
