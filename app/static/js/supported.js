// A classic script at the top of <body>: it must run before the first paint, and the policy allows no inline script.
// The components hide or show things by these two classes, so that a page without script stays complete.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " nhsuk-frontend-supported" : "");
