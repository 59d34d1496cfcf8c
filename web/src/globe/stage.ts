/** The globe itself: a MapLibre map on our own coast, with deck.gl for what flies. Loaded only when a view shows it. */

import { MapLibreOverlay } from '@deck.gl/maplibre'
import { Map as MapLibreMap, ScaleControl, setWorkerUrl, type GeoJSONSource, type LayerSpecification, type MapMouseEvent } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerAddress from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import type { Language, Theme } from '../preferences.svelte'
import { CloudLayer, verticesOf } from './cloud'
import { EMPTY_SCENE, type Box, type Camera, type Cloud, type Place, type Scene } from './descriptions'
import { PeopleLayer } from './people'
import { connectLetters, drawingDone } from './pace'
import { layersOf } from './space'
import { basemapAddress, layersAbove, styleOf } from './style'

const PEOPLE_BELOW = 'coast'
// Zoom from which finer coasts and more towns are fetched, and how fine.
const DETAILS = [
  { from: 3.5, detail: 2 },
  { from: 5.5, detail: 3 },
]
const SPACE = 'deck-maplibre-layer-group-last' // the name that deck.gl gives its layer
const MOST_TILTED = 75
const ASLANT = 0.4 // of zoom
const LED_SETTLES = 200 // after the last step of a globe that follows another [ms]
const OFF_EARTH = 3 // how far a touch may lie from the place it is taken for [px]
const COARSE = 0.1 // pixels of the canvas for one of the page, while programs are made: what is drawn meanwhile costs little

/** Layers in their order, cut before each that is the first of its program. */
function byProgram(layers: LayerSpecification[]): LayerSpecification[][] {
  const met = new Set<string>()
  const groups: LayerSpecification[][] = []
  for (const layer of layers) {
    const program = `${layer.type} ${'line-dasharray' in (layer.paint ?? {})}`
    if (met.has(program)) groups.at(-1)?.push(layer)
    else groups.push([layer])
    met.add(program)
  }
  return groups
}

export interface StageOptions {
  theme: Theme
  flat: boolean
  language: Language
  still: boolean
  name: string
  camera: Camera | null
  onmove: (camera: Camera) => void
  /** Called in every frame of a move that this globe makes by itself. */
  onmoving: (camera: Camera) => void
  onpick: (properties: Record<string, unknown>[], place: Place) => void
  /** Called whenever everything that is there has been drawn. */
  ondrawn: () => void
  /** Called when every point of the cloud has been drawn, with their number. */
  onpoints: (count: number) => void
}

export class Stage {
  readonly map: MapLibreMap
  #overlay: MapLibreOverlay
  #people: PeopleLayer
  #cloud: CloudLayer
  #options: StageOptions
  #scene: Scene = EMPTY_SCENE
  #showsPeople = false
  #showsTowns = true
  #ready = false
  #dressing = 0
  #detail = 1
  #cloudWork: AbortController | null = null
  #led = false
  #settling: ReturnType<typeof setTimeout> | undefined

  constructor(container: HTMLElement, options: StageOptions) {
    connectLetters()
    setWorkerUrl(new URL(workerAddress, document.baseURI).href)
    this.#options = options
    const camera = options.camera
    this.map = new MapLibreMap({
      container,
      style: styleOf(options.theme, options.flat),
      center: camera ? [camera.longitude, camera.latitude] : [110, 20],
      zoom: camera?.zoom ?? 1.5,
      pitch: camera?.tilt ?? 0,
      bearing: camera?.turn ?? 0,
      attributionControl: false,
      locale: { 'Map.Title': options.name },
      fadeDuration: 0,
      pixelRatio: COARSE,
      maxPitch: MOST_TILTED,
      reduceMotion: options.still,
    })
    this.map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-right')
    this.#overlay = new MapLibreOverlay({ interleaved: true, layers: [] })
    this.#people = new PeopleLayer(this.map, PEOPLE_BELOW)
    this.#cloud = new CloudLayer('impacts', { theme: options.theme, shown: [-Infinity, Infinity], chosen: [1, 0] }, options.onpoints)
    this.map.addControl(this.#overlay)
    this.map.on('style.load', () => void this.#dress())
    this.map.on('move', () => {
      if (!this.#led) options.onmoving(this.#camera())
    })
    this.map.on('moveend', () => {
      if (!this.#led) this.#moved()
    })
    this.map.on('idle', () => {
      if (!this.#ready) return
      this.#hideBehindEarth()
      options.ondrawn()
    })
    this.map.on('click', (event) => this.#picked(event))
  }

  /** Puts everything onto a style that has just been loaded, a group at a time: the first style, or that of another theme. */
  async #dress(): Promise<void> {
    const turn = ++this.#dressing
    const gl = this.map.getCanvas().getContext('webgl2')
    const { ground, names } = layersAbove(this.#options.theme, this.#options.language)
    const { paths, dots } = this.#scene
    // Each step brings one kind of layer, and so one new program: two in one frame, and the second waits for the first's drawing.
    const steps = [
      ...byProgram([...ground, ...names]).map((layers) => () => this.#add(layers)),
      () => this.#overlay.setProps({ layers: layersOf(paths, []) }),
      () => this.#overlay.setProps({ layers: layersOf(paths, dots) }),
      () => this.map.addLayer(this.#cloud, names[0]?.id),
    ]
    this.map.setPixelRatio(COARSE)
    this.#cloud.held = true
    this.#hideGround(true)
    this.#setAreas()
    this.#detail = 1
    this.#setLabels()
    for (const step of steps) {
      await this.#frame()
      if (gl !== null) await drawingDone(gl)
      if (turn !== this.#dressing) return // closed, or yet another style
      step()
    }
    await this.#frame()
    await this.#cloud.made()
    if (gl !== null) await drawingDone(gl) // a change of size waits for it
    if (turn !== this.#dressing) return
    this.#ready = true
    this.map.setPixelRatio(devicePixelRatio)
    this.#cloud.held = false
    this.#hideGround(false)
    this.#setSpace() // what has changed meanwhile
    this.#setTowns()
    this.#fine()
    if (this.#showsPeople) void this.#people.show()
    this.map.triggerRepaint()
  }

  /** When the next frame has been handed over to be drawn. */
  #frame(): Promise<void> {
    return new Promise((resolve) => {
      this.map.once('render', () => resolve())
      this.map.triggerRepaint()
    })
  }

  #hideGround(hidden: boolean): void {
    this.map.setPaintProperty('land', 'fill-opacity', hidden ? 0 : 1)
    for (const id of ['coast', 'borders']) this.map.setPaintProperty(id, 'line-opacity', hidden ? 0 : 1)
  }

  #add(layers: LayerSpecification[]): void {
    for (const layer of layers) this.map.addLayer(layer)
  }

  setScene(scene: Scene): void {
    const before = this.#scene
    this.#scene = scene
    if (this.#ready && (before.paths !== scene.paths || before.dots !== scene.dots)) this.#setSpace()
    if (before.areas !== scene.areas) this.#setAreas()
    if (before.labels !== scene.labels) this.#setLabels()
  }

  #setSpace(): void {
    this.#overlay.setProps({ layers: layersOf(this.#scene.paths, this.#scene.dots) })
  }

  /**
   * What flies is hidden behind the Earth only as a layer among the map's own, and deck.gl leaves it out of them while
   * anything of the map is still being fetched; by now it has all come.
   */
  #hideBehindEarth(): void {
    const flies = this.#scene.paths.length + this.#scene.dots.length > 0
    if (flies && this.map.isStyleLoaded() && this.map.getLayer(SPACE) === undefined) this.#setSpace()
  }

  #setAreas(): void {
    void this.map.getSource<GeoJSONSource>('areas')?.setData(this.#scene.areas)
  }

  #setLabels(): void {
    const features = this.#scene.labels.map((label) => ({
      type: 'Feature' as const,
      properties: { text: label.text, rank: label.rank, mark: label.mark },
      geometry: { type: 'Point' as const, coordinates: [label.longitude, label.latitude] },
    }))
    void this.map.getSource<GeoJSONSource>('labels')?.setData({ type: 'FeatureCollection', features })
  }

  async setCloud(cloud: Cloud | null, harmfulFrom: number): Promise<void> {
    this.#cloudWork?.abort()
    const work = new AbortController()
    this.#cloudWork = work
    if (cloud === null) return this.#cloud.show(null)
    const vertices = await verticesOf(cloud, harmfulFrom, work.signal)
    if (vertices !== null) this.#cloud.show(vertices)
  }

  /** As if so many points were drawn: how large and how clear points are follows from that. */
  setCrowd(crowd: number): void {
    this.#cloud.look = { ...this.#cloud.look, crowd }
    this.map.triggerRepaint()
  }

  setCloudSpan(shown: [number, number], chosen: [number, number]): void {
    this.#cloud.look = { ...this.#cloud.look, shown, chosen }
    this.map.triggerRepaint()
  }

  dress(theme: Theme, flat: boolean, language: Language): void {
    const before = this.#options
    if (theme === before.theme && flat === before.flat && language === before.language) return
    this.#options = { ...before, theme, flat, language }
    this.#cloud.look = { ...this.#cloud.look, theme }
    if (flat !== before.flat && this.#ready) {
      this.map.setProjection({ type: flat ? 'mercator' : 'globe' })
      if (this.#ready) this.#setSpace() // what flies learns of the projection when it is told of its layers
      return
    }
    this.#ready = false
    this.#dressing += 1 // what is still being put onto the style before is not for this one, which takes nothing until it is loaded
    this.map.setStyle(styleOf(theme, flat), { diff: false })
  }

  showPeople(shown: boolean): void {
    if (shown === this.#showsPeople) return
    this.#showsPeople = shown
    if (!this.#ready) return
    if (shown) void this.#people.show()
    else this.#people.hide()
  }

  showTowns(shown: boolean): void {
    this.#showsTowns = shown
    if (this.#ready) this.#setTowns()
  }

  #setTowns(): void {
    this.map.setLayoutProperty('towns', 'visibility', this.#showsTowns ? 'visible' : 'none')
  }

  /** Show a box, looked at from a tilt [deg]: 0 is from straight above. */
  fit(box: Box, animated: boolean, tilt = 0): void {
    const [west, south, east, north] = box
    const padding = Math.min(60, this.map.getContainer().clientWidth / 8)
    const camera = this.map.cameraForBounds([west, south, east, north], { padding, maxZoom: 9 })
    if (camera === undefined) return
    const animate = animated && !this.#options.still
    // Seen aslant, what is near takes more room than the flat box has.
    const zoom = (camera.zoom ?? this.map.getZoom()) - (tilt > 0 ? ASLANT : 0)
    this.map.easeTo({ ...camera, zoom, pitch: tilt, animate, duration: animate ? 1200 : 0 })
  }

  zoom(by: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + by, animate: !this.#options.still })
  }

  /** Look where another globe looks. Its steps come every frame; what is fetched for a view waits for the last of them. */
  follow(camera: Camera): void {
    this.#led = true
    this.#cloud.hurried = true
    this.map.jumpTo({
      center: [camera.longitude, camera.latitude], zoom: camera.zoom, pitch: camera.tilt, bearing: camera.turn,
    })
    this.#led = false
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      this.#cloud.hurried = false
      this.map.triggerRepaint()
      this.#moved()
    }, LED_SETTLES)
  }

  #camera(): Camera {
    const { lng, lat } = this.map.getCenter()
    return { longitude: lng, latitude: lat, zoom: this.map.getZoom(), tilt: this.map.getPitch(), turn: this.map.getBearing() }
  }

  #moved(): void {
    this.#options.onmove(this.#camera())
    if (!this.#ready) return
    this.#fine()
    if (this.#showsPeople) void this.#people.show()
  }

  /** Finer coasts and more towns, once they can be seen. */
  #fine(): void {
    const zoom = this.map.getZoom()
    const wanted = DETAILS.findLast((step) => zoom >= step.from)?.detail ?? 1
    if (wanted <= this.#detail) return
    this.#detail = wanted
    for (const part of ['land', 'coast', 'countries', 'towns'] as const) {
      void this.map.getSource<GeoJSONSource>(part)?.setData(basemapAddress(part, wanted))
    }
  }

  #picked(event: MapMouseEvent): void {
    if (!this.#ready) return
    // Beside the Earth the nearest place of its rim is told: no place was touched then.
    const rim = this.map.project(event.lngLat)
    if (Math.hypot(rim.x - event.point.x, rim.y - event.point.y) > OFF_EARTH) return
    const layers = this.map.getLayersOrder().filter((id) => id.startsWith('fill ') || id.startsWith('line '))
    const around = 4
    const { x, y } = event.point
    const found = this.map.queryRenderedFeatures([[x - around, y - around], [x + around, y + around]], { layers })
    const seen = new Set<string>()
    const once = found.map((feature) => feature.properties).filter((properties) => {
      const key = JSON.stringify(properties)
      return !seen.has(key) && seen.add(key)
    })
    const { lng, lat } = event.lngLat.wrap()
    this.#options.onpick(once, { longitude: lng, latitude: lat })
  }

  /** What is drawn now, as a canvas of its own. */
  canvas(): Promise<HTMLCanvasElement> {
    return new Promise((resolve) => {
      this.map.once('render', () => {
        const from = this.map.getCanvas() // holds its picture only until this turn of the event loop ends
        const copy = document.createElement('canvas')
        copy.width = from.width
        copy.height = from.height
        copy.getContext('2d')?.drawImage(from, 0, 0)
        resolve(copy)
      })
      this.map.triggerRepaint()
    })
  }

  /** What is drawn now, at once, as an address of data. */
  address(): string {
    this.map.redraw()
    return this.map.getCanvas().toDataURL()
  }

  close(): void {
    this.#dressing++
    this.#ready = false
    clearTimeout(this.#settling)
    this.#cloudWork?.abort()
    this.#people.hide()
    this.map.remove()
  }
}
