import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { compress } from './build/compress.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: { alias: { '@': at('./src') } },
  plugins: [
    react(),
    tailwindcss(),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        name: 'RevOps garage',
        short_name: 'RevOps',
        description: 'Every job and every payment of your garage.',
        // What is installed stays the same app.
        id: '/dashboard',
        start_url: '/today',
        display: 'standalone',
        background_color: '#0b0b0c',
        theme_color: '#0b0b0c',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        // The shell only: what the API answers belongs to one user and is never kept by the worker.
        globPatterns: ['index.html', 'start.js', 'assets/*.{js,css}', 'assets/*latin-wght-normal*.woff2'],
        globIgnores: ['**/charts-*'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/(api|c|g)\//, /^\/(healthz|readyz|metrics)$/],
        cleanupOutdatedCaches: true,
        // Notifications, and what the worker is not asked for, beside the shell.
        importScripts: ['/push.js', '/routes.js'],
      },
    }),
    compress(),
  ],
  build: {
    outDir: at('../revops/webapp'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // What is loaded ahead is named by the app itself, and by its own means in a browser that cannot preload a module.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // In one file: in eighteen, a slow network waited for each half a dozen of them, and they packed worse.
            { name: 'index', tags: ['$initial'] },
            // A page would load a dozen of them, each a request of its own.
            { name: 'icons', test: /[\\/]lucide-react[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env.REVOPS_API ?? 'http://localhost:8001', changeOrigin: false } },
  },
})
