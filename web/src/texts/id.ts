/** Setiap teks halaman dalam bahasa Indonesia. */

import type { Texts } from './en'
import { common } from './id/common'
import { event } from './id/event'
import { globe } from './id/globe'
import { mission } from './id/mission'
import { orbit } from './id/orbit'
import { place } from './id/place'
import { study } from './id/study'
import { watch } from './id/watch'

export const indonesian: Texts = { common, event, globe, mission, orbit, place, study, watch }
