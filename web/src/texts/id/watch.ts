import type { Texts } from '../en'

export const watch: Texts['watch'] = {
  title: 'Tampilan keselamatan peluncuran',
}
