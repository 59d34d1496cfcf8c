/** Every text of the page in English; the other language has the same shape, so a missing text fails the build. */

import { common } from './en/common'
import { event } from './en/event'
import { globe } from './en/globe'
import { mission } from './en/mission'
import { orbit } from './en/orbit'
import { place } from './en/place'
import { study } from './en/study'
import { watch } from './en/watch'

export const english = { common, event, globe, mission, orbit, place, study, watch }
export type Texts = typeof english
