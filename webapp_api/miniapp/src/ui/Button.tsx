// Buttons, and links that look like them.

import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link, type LinkProps } from "react-router";
import styles from "./Button.module.css";
import { Spinner } from "./Spinner";

type Look = "filled" | "soft" | "plain" | "danger";

interface Own {
  look?: Look;
  isWide?: boolean;
  isSmall?: boolean;
}

const classes = ({ look = "soft", isWide, isSmall }: Own, more = ""): string =>
  [styles.button, styles[look], isWide && styles.wide, isSmall && styles.small, more].filter(Boolean).join(" ");

export function Button({
  look,
  isWide,
  isSmall,
  isBusy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & Own & { isBusy?: boolean; children: ReactNode }) {
  return (
    <button
      type="button"
      className={classes({ look, isWide, isSmall }, className)}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      {...rest}
    >
      {isBusy ? <Spinner /> : null}
      <span className={isBusy ? styles.waiting : undefined}>{children}</span>
    </button>
  );
}

export function ButtonLink({ look, isWide, isSmall, className, ...rest }: LinkProps & Own) {
  return <Link className={classes({ look, isWide, isSmall }, className)} {...rest} />;
}
