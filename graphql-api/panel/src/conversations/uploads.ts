import { CreateUpload } from '@generated';
import { change } from '@/api/queries';

/** What a channel takes from us, by the first part of the MIME type; `file` is everything else. Sizes in MB. */
const LIMITS: Record<string, Record<string, { most: number; types: RegExp }>> = {
  WHATSAPP: {
    image: { most: 5, types: /^image\/(jpeg|png)$/ },
    video: { most: 16, types: /^video\/(mp4|3gpp)$/ },
    audio: { most: 16, types: /^audio\/(aac|amr|mpeg|mp4|ogg|x-m4a)$/ },
    file: { most: 32, types: /^(application\/(pdf|msword|vnd\..+)|text\/plain)$/ },
  },
  INSTAGRAM: {
    image: { most: 8, types: /^image\/(jpeg|png)$/ },
    video: { most: 25, types: /^video\/(mp4|ogg|x-msvideo|quicktime|webm)$/ },
    audio: { most: 25, types: /^audio\/(aac|mp4|x-m4a|wav|x-wav)$/ },
    file: { most: 25, types: /^application\/pdf$/ },
  },
};
const OTHERS = { most: 32, types: /.*/ };
const MB = 1_000_000;

export const MOST_FILES = 10;

export type Unfit = { is: 'TOO_BIG'; most: number } | { is: 'WRONG_KIND' };

/** Why a channel would refuse a file, before a byte of it is sent; null when it would not. */
export function unfit(channel: string, file: { type: string; size: number }): Unfit | null {
  const family = file.type.split('/')[0] ?? '';
  const limit = LIMITS[channel] ? (LIMITS[channel][family] ?? LIMITS[channel].file!) : OTHERS;
  if (!limit.types.test(file.type)) return { is: 'WRONG_KIND' };
  return file.size > limit.most * MB ? { is: 'TOO_BIG', most: limit.most * MB } : null;
}

/** Sends a file's bytes; returns what sendMessage calls it, or what is wrong. */
export async function upload(file: File, signal: AbortSignal): Promise<{ id: string } | { problem: string }> {
  const done = await change(CreateUpload, { input: { fileName: file.name || 'archivo', mimeType: file.type, size: file.size } });
  if (!done.ok) return { problem: done.wrong.map((it) => it.message).join(' ') };
  const ticket = done.payload.upload;
  if (!ticket) return { problem: '' };
  try {
    const response = await fetch(ticket.url, { method: 'PUT', headers: { 'Content-Type': file.type }, body: file, signal });
    return response.ok ? { id: ticket.attachmentId } : { problem: '' };
  } catch {
    return { problem: '' };
  }
}
