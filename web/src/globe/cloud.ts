/** A million points on the ground as one layer of MapLibre: one vertex a point, nothing of it touched again per frame. */

import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibreMap } from 'maplibre-gl'
import { GLOBE_COLOURS, rgb } from '../palette'
import type { Theme } from '../preferences.svelte'
import type { Cloud } from './descriptions'
import { drawingDone, linkDone } from './pace'

const CHUNK = 100_000 // points turned at a time; between chunks the page answers its reader
const FEWER = 100_000 // points drawn while the globe turns, of a larger cloud

const FRAGMENT = `#version 300 es
precision mediump float;
in vec4 v_colour;
out vec4 fragColor;
void main() {
  vec2 from_middle = gl_PointCoord - 0.5;
  if (dot(from_middle, from_middle) > 0.25) discard;
  fragColor = vec4(v_colour.rgb * v_colour.a, v_colour.a);
}`

const vertexSource = (prelude: string, define: string): string => `#version 300 es
${prelude}
${define}
in vec2 a_place;
in vec2 a_second;
uniform vec3 u_colours[3];
uniform vec4 u_shown; // first and last second, size [px], opacity
uniform vec2 u_chosen; // first and last second of the points that stand out
out vec4 v_colour;
void main() {
  gl_Position = projectTile(a_place);
  float second = a_second.x;
  bool chosen = second >= u_chosen.x && second <= u_chosen.y;
  bool harmful = a_second.y > 0.5;
  if (second < u_shown.x || second > u_shown.y) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  float opacity = chosen ? 0.95 : harmful ? min(1.0, 2.0 * u_shown.w) : u_shown.w;
  v_colour = vec4(harmful ? u_colours[1] : chosen ? u_colours[2] : u_colours[0], opacity);
  gl_PointSize = u_shown.z * (chosen ? 1.8 : harmful ? 1.3 : 1.0);
}`

/** Mercator places (two floats), second of failure (float), and whether it is expected to harm: 16 bytes a point. */
export interface Vertices {
  count: number
  data: Float32Array
}

/** Turns a cloud into vertices, a chunk at a time. `harmfulFrom`: expected casualties of a point that stands out. */
export async function verticesOf(cloud: Cloud, harmfulFrom: number, stop: AbortSignal): Promise<Vertices | null> {
  const count = cloud.longitude.length
  const data = new Float32Array(4 * count)
  for (let start = 0; start < count; start += CHUNK) {
    fill(data, cloud, harmfulFrom, start, Math.min(start + CHUNK, count))
    await new Promise((resolve) => setTimeout(resolve))
    if (stop.aborted) return null
  }
  return { count, data }
}

function fill(data: Float32Array, cloud: Cloud, harmfulFrom: number, start: number, end: number): void {
  for (let i = start; i < end; i++) {
    const latitude = Math.min(Math.max(cloud.latitude[i] as number, -85.05), 85.05)
    const sine = Math.sin((latitude * Math.PI) / 180)
    data[4 * i] = ((cloud.longitude[i] as number) + 180) / 360
    data[4 * i + 1] = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
    data[4 * i + 2] = cloud.time[i] as number
    data[4 * i + 3] = (cloud.casualties[i] as number) > harmfulFrom ? 1 : 0
  }
}

export interface CloudLook {
  theme: Theme
  /** First and last second of the points shown. */
  shown: [number, number]
  /** First and last second of the points that stand out; an empty span for none. */
  chosen: [number, number]
  /** As how many points size and opacity are chosen for; of clouds beside each other, the larger's. */
  crowd?: number
}

export class CloudLayer implements CustomLayerInterface {
  readonly id: string
  readonly type = 'custom'
  readonly renderingMode = '2d'
  look: CloudLook
  /** The globe follows another, in steps: as while it turns by itself, fewer points are drawn. */
  hurried = false
  /** No point is drawn while the globe is dressed: programs and a change of size would wait for all of them. */
  held = false
  /** Called when every point of a cloud has been drawn for the first time, with their number. */
  readonly #ondrawn: (count: number) => void
  #told: Vertices | null = null
  #map: MapLibreMap | null = null
  #gl: WebGL2RenderingContext | null = null
  #buffer: WebGLBuffer | null = null
  #programs = new Map<string, WebGLProgram | null>()
  #vertices: Vertices | null = null
  #making: Promise<void> = Promise.resolve()

  constructor(id: string, look: CloudLook, ondrawn: (count: number) => void) {
    this.id = id
    this.look = look
    this.#ondrawn = ondrawn
  }

  onAdd(map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.#map = map
    this.#gl = gl
    this.#programs.clear()
    this.#buffer = gl.createBuffer()
    this.#upload()
  }

  onRemove(): void {
    this.#gl?.deleteBuffer(this.#buffer)
    for (const program of this.#programs.values()) this.#gl?.deleteProgram(program)
    this.#programs.clear()
    this.#gl = null
  }

  /** When the program that the last frame asked for has been made. */
  made(): Promise<void> {
    return this.#making
  }

  show(vertices: Vertices | null): void {
    this.#vertices = vertices
    this.#upload()
    this.#map?.triggerRepaint()
  }

  #upload(): void {
    const gl = this.#gl
    if (gl === null || this.#vertices === null) return
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer)
    gl.bufferData(gl.ARRAY_BUFFER, this.#vertices.data, gl.STATIC_DRAW)
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const program = this.#programOf(gl, input) // also without points: made while the globe is dressed
    const vertices = this.#vertices
    if (this.held || program === null || vertices === null || vertices.count === 0) return
    gl.useProgram(program)
    this.#setUniforms(gl, program, input, vertices.count)
    // While the globe turns, every n-th point: a stride over the same buffer.
    const step = this.#map?.isMoving() || this.hurried ? Math.max(1, Math.ceil(vertices.count / FEWER)) : 1
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer)
    for (const [name, offset] of [['a_place', 0], ['a_second', 8]] as const) {
      const at = gl.getAttribLocation(program, name)
      gl.enableVertexAttribArray(at)
      gl.vertexAttribPointer(at, 2, gl.FLOAT, false, Math.min(16 * step, 240), offset)
    }
    gl.drawArrays(gl.POINTS, 0, Math.floor((vertices.count - 1) / Math.min(step, 15)) + 1)
    if (step === 1 && this.#told !== vertices) this.#tell(gl, vertices)
  }

  #tell(gl: WebGL2RenderingContext, vertices: Vertices): void {
    this.#told = vertices
    void drawingDone(gl).then(() => {
      if (vertices === this.#vertices) this.#ondrawn(vertices.count)
    })
  }

  /** The program for the present projection, or null while it waits for its turn to be made. */
  #programOf(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): WebGLProgram | null {
    const { variantName, vertexShaderPrelude, define } = input.shaderData
    const program = this.#programs.get(variantName)
    if (program === undefined) {
      this.#programs.set(variantName, null)
      this.#making = linked(gl, vertexSource(vertexShaderPrelude, define), FRAGMENT).then((made) => {
        if (gl !== this.#gl) return
        this.#programs.set(variantName, made)
        this.#map?.triggerRepaint()
      })
    }
    return program ?? null
  }

  #setUniforms(gl: WebGL2RenderingContext, program: WebGLProgram, input: CustomRenderMethodInput, count: number): void {
    const at = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name)
    const projection = input.defaultProjectionData
    gl.uniformMatrix4fv(at('u_projection_matrix'), false, projection.mainMatrix)
    gl.uniformMatrix4fv(at('u_projection_fallback_matrix'), false, projection.fallbackMatrix)
    gl.uniform4f(at('u_projection_tile_mercator_coords'), ...projection.tileMercatorCoords)
    gl.uniform4f(at('u_projection_clipping_plane'), ...projection.clippingPlane)
    gl.uniform1f(at('u_projection_transition'), projection.projectionTransition)
    const { impact, harm, flight } = GLOBE_COLOURS[this.look.theme]
    gl.uniform3fv(at('u_colours'), [impact, harm, flight].flatMap(rgb).map((byte) => byte / 255))
    const crowd = this.look.crowd ?? count
    const size = (crowd > 200_000 ? 1.5 : crowd > 20_000 ? 2 : 3) * devicePixelRatio
    const opacity = crowd > 200_000 ? 0.25 : crowd > 20_000 ? 0.4 : 0.7
    gl.uniform4f(at('u_shown'), ...this.look.shown, size, opacity)
    gl.uniform2f(at('u_chosen'), ...this.look.chosen)
  }
}

/** A program, once what draws has made it. */
async function linked(gl: WebGL2RenderingContext, vertex: string, fragment: string): Promise<WebGLProgram> {
  const program = gl.createProgram()
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(kind)
    if (shader === null) throw new Error('the graphics context is lost')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  await linkDone(gl, program)
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`the shader of the impacts does not link: ${gl.getProgramInfoLog(program) ?? ''}`)
  }
  return program
}
