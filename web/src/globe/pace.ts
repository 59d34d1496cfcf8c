/**
 * Keeps the page answering while the globe is built up where there is no graphics card.
 *
 * Making a shader program waits for all drawing that is still to be done. Drawn by the processor that takes hundreds of
 * milliseconds, in which the page would stand still; so what needs new programs is added a part at a time, each when
 * the drawing of those before is done.
 */

const LOOK = 15 // between two looks whether drawing is done [ms]
const LONGEST = 5000 // after which it goes on in any case [ms]

/** When everything that was to be drawn on a canvas has been drawn. */
export async function drawingDone(gl: WebGL2RenderingContext): Promise<void> {
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
  if (fence === null) return // the context is lost
  gl.flush()
  const began = performance.now()
  let state: number = gl.TIMEOUT_EXPIRED
  while (state === gl.TIMEOUT_EXPIRED && performance.now() - began < LONGEST) {
    await new Promise((resolve) => setTimeout(resolve, LOOK))
    state = gl.clientWaitSync(fence, 0, 0)
  }
  gl.deleteSync(fence)
}

/**
 * When a program has been linked, so that asking for its state does not wait.
 *
 * Linking may be put off until something needs the program: here that is the process that draws, told to use it, and not
 * the page.
 */
export async function linkDone(gl: WebGL2RenderingContext, program: WebGLProgram): Promise<void> {
  const before = gl.getParameter(gl.CURRENT_PROGRAM) as WebGLProgram | null
  gl.useProgram(program)
  gl.useProgram(before)
  await drawingDone(gl)
}

/** The first canvas for letters connects the page to the process that draws, and waits for it: done before it has work. */
export function connectLetters(): void {
  document.createElement('canvas').getContext('2d')?.fillRect(0, 0, 1, 1)
}
