import type { Texts } from '../en'

export const mission: Texts['mission'] = {
  title: 'Misi',
}
