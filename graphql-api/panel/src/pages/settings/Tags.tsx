import { useId, useState } from 'react';
import { Button, Input, TextInput } from '@mantine/core';
import { IconPlus, IconTags } from '@tabler/icons-react';
import { SaveTag, ShopTags, type TagWholeFragment } from '@generated';
import { invalidate, useMutation, useQuery } from '@/api/queries';
import { inWords, orComplain, say } from '@/app/toasts';
import { Bone, Empty, TagMark } from '@/kit';
import { Dialog } from '@/kit/Dialog';
import { listing } from '@/kit/Listing';
import { Section } from '@/kit/Section';
import { texts, useTexts } from '@/texts/texts';
import css from './settings.module.css';

const TAGS = texts({
  es: { title: 'Etiquetas', help: 'Para agrupar conversaciones y clientes. Se ponen desde el chat, y la bandeja filtra por ellas.', newOne: 'Nueva etiqueta', edit: 'Cambiar la etiqueta', name: 'Nombre', color: 'Color', save: 'Guardar', saved: 'Etiqueta guardada', none: 'Todavía no hay etiquetas', noneHelp: 'Por ejemplo: mayorista, reclamo, espera stock.' },
  en: { title: 'Tags', help: 'To group conversations and customers. They are put on from the chat, and the inbox filters by them.', newOne: 'New tag', edit: 'Change the tag', name: 'Name', color: 'Colour', save: 'Save', saved: 'Tag saved', none: 'No tags yet', noneHelp: 'Such as: wholesale, complaint, waiting for stock.' },
  pt: { title: 'Etiquetas', help: 'Para agrupar conversas e clientes. São postas no chat, e a caixa de entrada filtra por elas.', newOne: 'Nova etiqueta', edit: 'Alterar a etiqueta', name: 'Nome', color: 'Cor', save: 'Salvar', saved: 'Etiqueta salva', none: 'Ainda não há etiquetas', noneHelp: 'Por exemplo: atacado, reclamação, espera estoque.' },
});

const GREY = '#64748b';

/** The shop's labels. */
export function Tags() {
  const t = useTexts(TAGS);
  const { data, error } = useQuery(ShopTags, {});
  const [edited, setEdited] = useState<TagWholeFragment | 'NEW' | null>(null);
  const add = <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEdited('NEW')}>{t.newOne}</Button>;
  return (
    <Section title={t.title} help={t.help} tools={data && data.tags.length > 0 && add}>
      {error && !data && <Empty title={inWords(error)} />}
      {!data && !error && <Bone height={40} />}
      {data?.tags.length === 0 && <Empty icon={IconTags} title={t.none} action={add}>{t.noneHelp}</Empty>}
      {data && data.tags.length > 0 && <ul className={css.tags}>{data.tags.map((it) => <li key={it.id}><button type="button" className={css.tag} aria-label={`${t.edit}: ${it.name}`} onClick={() => setEdited(it)}><TagMark name={it.name} color={it.color} /></button></li>)}</ul>}
      <Dialog isOpen={edited !== null} onClose={() => setEdited(null)} title={edited === 'NEW' ? t.newOne : t.edit} size={380}>
        {edited && <Edit tag={edited === 'NEW' ? null : edited} onDone={() => setEdited(null)} />}
      </Dialog>
    </Section>
  );
}

function Edit({ tag, onDone }: { tag: TagWholeFragment | null; onDone: () => void }) {
  const t = useTexts(TAGS);
  const save = useMutation(SaveTag);
  const [name, setName] = useState(tag?.name ?? '');
  const [color, setColor] = useState(tag?.color ?? GREY);
  const colorId = useId();
  return (
    <form
      className={listing.form}
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await save.run({ input: { id: tag?.id, name, color } });
        if (done.ok) {
          invalidate(['Tag']);
          say(t.saved);
          onDone();
        } else if (done.wrong.length === 0) {
          orComplain(done);
        }
      }}
    >
      <TextInput label={t.name} maxLength={40} value={name} error={save.wrongWith('name')} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <Input.Wrapper label={t.color} id={colorId} error={save.wrongWith('color')}>
        <input id={colorId} type="color" className={css.color} value={color} onChange={(event) => setColor(event.currentTarget.value)} />
      </Input.Wrapper>
      <div className={listing.row}><TagMark name={name || t.name} color={color} /></div>
      <div className={listing.row}><Button type="submit" loading={save.isBusy}>{t.save}</Button></div>
    </form>
  );
}
