/// <reference types="vite/client" />

declare module "virtual:locale/*" {
  export const messages: string;
  export const formats: import("@/i18n/formats").Formats;
}
