import { createElement, forwardRef, useEffect } from 'react';
import type { ChangeEvent, HTMLAttributes, InputHTMLAttributes, ReactNode, UIEvent } from 'react';

/**
 * The few Taro tags this app uses, as plain HTML. On H5 the build puts this file in the place of
 * `@tarojs/components`; it keeps Taro's event shape (`event.detail.value`).
 */
type BoxProps = Omit<HTMLAttributes<HTMLElement>, 'onScroll'> & { hoverClass?: string };

function box(tag: 'div' | 'span') {
  return forwardRef<HTMLElement, BoxProps>(function Box({ hoverClass: _unused, ...rest }, ref) {
    return createElement(tag, { ...rest, ref });
  });
}

export const View = box('div');
export const Text = box('span');

export function Image(props: { src: string; className?: string; 'aria-label'?: string }) {
  return <img src={props.src} className={props.className} alt={props['aria-label'] ?? ''} />;
}

/** What only the web knows of a box that opens a list. */
type ListBoxProps = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  | 'role'
  | 'aria-expanded'
  | 'aria-autocomplete'
  | 'aria-controls'
  | 'aria-activedescendant'
  | 'autoComplete'
  | 'onKeyDown'
>;

interface FieldProps extends ListBoxProps {
  id?: string;
  className?: string;
  value?: string;
  placeholder?: string;
  maxlength?: number;
  disabled?: boolean;
  confirmType?: string;
  'aria-label'?: string;
  onInput?: (event: { detail: { value: string } }) => void;
  onConfirm?: (event: { detail: { value: string } }) => void;
  onFocus?: () => void;
  onBlur?: () => void;
}

function fieldProps(props: FieldProps) {
  return {
    id: props.id,
    className: props.className,
    value: props.value ?? '',
    placeholder: props.placeholder,
    disabled: props.disabled,
    maxLength: props.maxlength,
    'aria-label': props['aria-label'],
    onFocus: props.onFocus,
    onBlur: props.onBlur,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      props.onInput?.({ detail: { value: event.target.value } }),
  };
}

export function Input(props: FieldProps) {
  return (
    <input
      {...fieldProps(props)}
      type="text"
      role={props.role}
      autoComplete={props.autoComplete}
      aria-expanded={props['aria-expanded']}
      aria-autocomplete={props['aria-autocomplete']}
      aria-controls={props['aria-controls']}
      aria-activedescendant={props['aria-activedescendant']}
      enterKeyHint={props.confirmType === 'search' ? 'search' : undefined}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        props.onKeyDown?.(event);
        if (event.key === 'Enter' && !event.defaultPrevented) {
          props.onConfirm?.({ detail: { value: event.currentTarget.value } });
        }
      }}
    />
  );
}

export function Textarea(props: FieldProps) {
  return <textarea {...fieldProps(props)} rows={3} />;
}

interface ScrollProps extends Omit<BoxProps, 'children'> {
  scrollX?: boolean;
  scrollY?: boolean;
  scrollIntoView?: string;
  children?: ReactNode;
  lowerThreshold?: number;
  onScrollToLower?: () => void;
}

export function ScrollView(props: ScrollProps) {
  const {
    scrollX,
    scrollY,
    scrollIntoView,
    lowerThreshold = 200,
    onScrollToLower,
    className = '',
    ...rest
  } = props;
  const handleScroll = (event: UIEvent<HTMLElement>) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    if (scrollTop + clientHeight + lowerThreshold >= scrollHeight) onScrollToLower?.();
  };
  useEffect(() => {
    if (scrollIntoView)
      document
        .getElementById(scrollIntoView)
        ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [scrollIntoView]);
  const direction = `${scrollX ? ' scroll-x' : ''}${scrollY ? ' scroll-y' : ''}`;
  return <div {...rest} className={className + direction} onScroll={handleScroll} />;
}

/** Taro asks for this export; the page scrolls natively. */
export function PullDownRefresh({ children }: { children?: ReactNode }) {
  return <>{children}</>;
}
