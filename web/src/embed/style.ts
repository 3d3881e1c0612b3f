// What the button and the panel look like. As a constructed sheet: a site's style-src need not allow anything.

export const STYLE =
  ":host{all:initial;position:fixed;z-index:9999999;inset-block:auto var(--desk-offset,1rem);inset-inline:var(--desk-inline,auto 1rem);font:1rem/1.3 system-ui,sans-serif;color-scheme:light dark}" +
  "[hidden],div,:host([open])>button{display:none}" +
  "*{box-sizing:border-box}" +
  "button,a{font:inherit;min-block-size:3rem;padding:.5rem 1.25rem;cursor:pointer}" +
  ":focus-visible{outline:3px solid #000;outline-offset:2px;box-shadow:0 0 0 6px #fff}" +
  "button{border:2px solid #fff;border-radius:2rem;background:var(--desk-color,#0062ba);color:var(--desk-text,#fff);text-align:start}" +
  "b,small{display:block;min-block-size:1.3em}" +
  "i{padding:0 .5rem;border-radius:1rem;background:#fff;color:#000;font-style:normal}" +
  ":host([open])>div{display:flex;flex-direction:column;inline-size:min(26rem,100vw - 2rem);block-size:min(42rem,100dvh - 2rem);overflow:hidden;border-radius:.75rem;background:Canvas;color:CanvasText;box-shadow:0 0 2rem #0008}" +
  "iframe{flex:1;border:0}" +
  "@media(max-width:30rem),(max-height:26rem){:host([open]){inset:var(--top,0) 0 auto}:host([open])>div{inline-size:100%;block-size:var(--high,100dvh);border-radius:0}}" +
  "@media print{:host{display:none}}";
