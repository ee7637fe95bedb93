/** The mark of the demo app: a shield with a patch. */
export const LogoIcon = () => (
  <svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 24 24"
    width={26}
    height={28}
    style={{ flex: 'none' }}
    aria-hidden
    focusable={false}
  >
    <path
      fill="#7df3e1"
      d="M12 1 3 4.5V11c0 5.4 3.7 10.2 9 12 5.3-1.8 9-6.6 9-12V4.5L12 1Zm0 2.2 7 2.7V11c0 4.3-2.8 8.2-7 9.9-4.2-1.7-7-5.6-7-9.9V5.9l7-2.7Z"
    />
    <path
      fill="#7df3e1"
      fillRule="evenodd"
      d="m15.2 7.2 1.6 1.6a1.6 1.6 0 0 1 0 2.2l-5.8 5.8a1.6 1.6 0 0 1-2.2 0l-1.6-1.6a1.6 1.6 0 0 1 0-2.2L13 7.2a1.6 1.6 0 0 1 2.2 0ZM12 9.9a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6Zm-1.6 1.8a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6Zm3.2 0a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6ZM12 13.5a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6Z"
    />
  </svg>
);
