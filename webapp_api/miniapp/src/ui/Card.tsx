// A surface on the page, and lists of rows in one.

import type { ReactNode } from "react";
import { Link } from "react-router";
import styles from "./Card.module.css";
import { Icon } from "./Icon";

export function Card({
  children,
  className = "",
  isFlush = false,
}: {
  children: ReactNode;
  className?: string;
  isFlush?: boolean;
}) {
  return <div className={`${styles.card} ${isFlush ? styles.flush : ""} ${className}`}>{children}</div>;
}

/** A part of a page with its heading. */
export function Section({ title, aside, children }: { title?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      {title ? (
        <div className={styles.heading}>
          <h2>{title}</h2>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}

interface RowProps {
  title: ReactNode;
  detail?: ReactNode;
  value?: ReactNode;
  icon?: ReactNode;
  to?: string;
  onPress?: () => void;
  isDanger?: boolean;
}

/** A line of a list: a link, a button or just words. */
export function Row({ title, detail, value, icon, to, onPress, isDanger = false }: RowProps) {
  const content = (
    <>
      {icon ? <span className={styles.icon}>{icon}</span> : null}
      <span className={styles.words}>
        <span className={isDanger ? "danger" : undefined}>{title}</span>
        {detail ? <span className={styles.detail}>{detail}</span> : null}
      </span>
      {value ? <span className={styles.value}>{value}</span> : null}
      {to ? (
        <span className={styles.arrow}>
          <Icon name="next" size={18} />
        </span>
      ) : null}
    </>
  );
  if (to)
    return (
      <Link className={styles.row} to={to}>
        {content}
      </Link>
    );
  if (onPress)
    return (
      <button type="button" className={styles.row} onClick={onPress}>
        {content}
      </button>
    );
  return <div className={styles.row}>{content}</div>;
}

/** What something is, and its value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export const Facts = ({ children }: { children: ReactNode }) => <dl className={styles.facts}>{children}</dl>;
