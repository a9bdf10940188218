{{=<% %>=}}
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{$title}}Welcome{{/title}} · <% title %></title>
<link rel="icon" href="{{ static('icon.svg') }}" type="image/svg+xml">
<link rel="stylesheet" href="{{ static('app.css') }}">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar">
  <a class="home" href="{{ url('Welcome.show') }}"><img src="{{ static('icon.svg') }}" alt="" width="28" height="28"> <% title %></a>
  <%#if example%>
  <nav aria-label="Pages"><a href="{{ url('GuestBookPages.show') }}">Guest book</a></nav>
  <%/if%>
</header>
<main id="main" tabindex="-1">
{{$main}}{{/main}}
</main>
<footer>
  <p>Made with miniweb.</p>
</footer>
</body>
</html>
