import { createElement, forwardRef, useEffect, useRef } from 'react';
import type { ChangeEvent, HTMLAttributes, ReactNode, UIEvent } from 'react';

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

interface FieldProps {
  value?: string;
  type?: string;
  password?: boolean;
  placeholder?: string;
  maxlength?: number;
  disabled?: boolean;
  focus?: boolean;
  className?: string;
  confirmType?: string;
  placeholderClass?: string;
  controlled?: boolean;
  autoHeight?: boolean;
  id?: string;
  onInput?: (event: { detail: { value: string } }) => void;
  onConfirm?: (event: { detail: { value: string } }) => void;
  onFocus?: () => void;
  onBlur?: () => void;
}

function fieldProps(props: FieldProps) {
  const { onInput, onConfirm, maxlength, focus, password, controlled, autoHeight, placeholderClass, confirmType, ...rest } = props;
  void controlled;
  void autoHeight;
  void placeholderClass;
  void focus;
  return {
    rest: {
      ...rest,
      type: password ? 'password' : rest.type === 'digit' || rest.type === 'number' ? 'text' : rest.type,
      inputMode: rest.type === 'digit' ? ('decimal' as const) : undefined,
      enterKeyHint: confirmType === 'search' ? ('search' as const) : undefined,
      maxLength: maxlength,
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
        onInput?.({ detail: { value: event.target.value } }),
    },
    onConfirm,
  };
}

export function Input(props: FieldProps) {
  const { rest, onConfirm } = fieldProps(props);
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (props.focus) ref.current?.focus();
  }, [props.focus]);
  return (
    <input
      {...rest}
      ref={ref}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
          onConfirm?.({ detail: { value: event.currentTarget.value } });
        }
      }}
    />
  );
}

export function Textarea(props: FieldProps) {
  const { type: _type, ...rest } = fieldProps(props).rest;
  return <textarea {...rest} rows={3} />;
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
  const { scrollX, scrollY, scrollIntoView, lowerThreshold = 200, onScrollToLower, className = '', ...rest } = props;
  const handleScroll = (event: UIEvent<HTMLElement>) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    if (scrollTop + clientHeight + lowerThreshold >= scrollHeight) onScrollToLower?.();
  };
  useEffect(() => {
    if (scrollIntoView) document.getElementById(scrollIntoView)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [scrollIntoView]);
  const direction = `${scrollX ? ' scroll-x' : ''}${scrollY ? ' scroll-y' : ''}`;
  return <div {...(rest as HTMLAttributes<HTMLDivElement>)} className={className + direction} onScroll={handleScroll} />;
}

/** Taro asks for this export; the page scrolls natively. */
export function PullDownRefresh({ children }: { children?: ReactNode }) {
  return <>{children}</>;
}
