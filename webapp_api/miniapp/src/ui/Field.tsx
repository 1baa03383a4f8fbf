// Fields of forms. The page scrolls them into view when a keyboard takes half of it.

import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from "react";
import styles from "./Field.module.css";

interface Own {
  label: string;
  hint?: ReactNode;
  problem?: string | null;
}

const intoView = (event: { currentTarget: HTMLElement }) => {
  const field = event.currentTarget;
  setTimeout(() => field.scrollIntoView({ block: "center", behavior: "smooth" }), 300);
};

function Frame({ id, label, hint, problem, children }: Own & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {problem ? (
        <p id={`${id}-note`} className={styles.problem} role="alert">
          {problem}
        </p>
      ) : hint ? (
        <p id={`${id}-note`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

export function Field({ label, hint, problem, ...rest }: Own & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <input
        id={id}
        className={styles.input}
        aria-invalid={Boolean(problem)}
        aria-describedby={`${id}-note`}
        onFocus={intoView}
        {...rest}
      />
    </Frame>
  );
}

export function Choice({ label, hint, problem, children, ...rest }: Own & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} problem={problem}>
      <select
        id={id}
        className={styles.input}
        aria-invalid={Boolean(problem)}
        aria-describedby={`${id}-note`}
        {...rest}
      >
        {children}
      </select>
    </Frame>
  );
}

export function Tick({
  isOn,
  onChange,
  children,
}: {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children: ReactNode;
}) {
  return (
    <label className={styles.tick}>
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      <span>{children}</span>
    </label>
  );
}

/** One of several, of which one is chosen. */
export function Option({
  name,
  label,
  detail,
  isOn,
  onChoose,
}: {
  name: string;
  label: string;
  detail?: string;
  isOn: boolean;
  onChoose: () => void;
}) {
  return (
    <label className={styles.option}>
      <input type="radio" name={name} checked={isOn} onChange={onChoose} />
      <span className="grow">
        {label}
        {detail ? <span className={styles.detail}>{detail}</span> : null}
      </span>
    </label>
  );
}

export function Switch({
  label,
  detail,
  isOn,
  onChange,
  isDisabled = false,
}: {
  label: string;
  detail?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
}) {
  return (
    <label className={styles.switch}>
      <span className="grow">
        {label}
        {detail ? <span className={styles.detail}>{detail}</span> : null}
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
