// Wallets and their movements in words.

import type { Texts } from "@/i18n/texts";

/** A wallet by its kind, as the head of a line. */
export function walletName({ t }: Texts, type: string): string {
  const name = t("word-wallet", { wallet_type: type });
  return name.charAt(0).toUpperCase() + name.slice(1);
}
