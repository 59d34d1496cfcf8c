import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { licences } from './build/licences.ts'
import { sourcesDigest } from './build/sources.ts'

// The page is committed and travels in the wheel; what lies in assets/ has a digest in its name and may be kept for ever.
export default defineConfig({
  base: './',
  plugins: [svelte(), licences(), sourcesDigest()],
  build: {
    outDir: '../src/luncur/server/page',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 2500,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // MapLibre's worker is a script like the others, whatever its name ends in.
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith('.mjs')) ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8750' } },
})
