/// How the page of a diff looks, light and dark as the reader's system is.
enum DiffStyleSheet {
  static let text = """
    :root{color-scheme:light dark;--bg:#fff;--fg:#1f2328;--dim:#656d76;--line:#d0d7de;--head:#f6f8fa;\
    --add:#e6ffec;--add2:#abf2bc;--del:#ffebe9;--del2:#ffc0bb;--none:#f3f4f6;--alert:#b42318;\
    --notice:#8a5a00;--link:#0550ae}
    @media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--dim:#8d96a0;--line:#30363d;\
    --head:#161b22;--add:#12261e;--add2:#1d572d;--del:#301b1f;--del2:#7d2a2a;--none:#161b22;\
    --alert:#ff7b72;--notice:#e3b341;--link:#79c0ff}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:1900px;padding:0 16px 48px;background:var(--bg);color:var(--fg);\
    font:14px/1.45 system-ui,sans-serif}
    h1{font-size:20px;margin:20px 0 4px}
    a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
    small,.origin,.role,.hunk{color:var(--dim)}
    .notes{list-style:none;margin:12px 0;padding:0}
    .notes li{padding:3px 8px;border-left:4px solid var(--line)}
    .notes .alert{border-color:var(--alert)}.notes .notice{border-color:var(--notice)}
    .notes b{display:inline-block;width:52px;color:var(--dim);font-weight:600;font-size:12px}
    .notes .alert b{color:var(--alert)}.notes .notice b{color:var(--notice)}
    nav table{border-collapse:collapse}nav td{padding:1px 10px 1px 0;vertical-align:top}
    nav td,code,details table{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;\
    font-size:12px}
    .count{white-space:nowrap;color:var(--dim)}
    details{margin:14px 0;border:1px solid var(--line);border-radius:6px}
    summary{position:sticky;top:0;padding:6px 10px;background:var(--head);cursor:pointer;\
    border-radius:6px;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
    details table{width:100%;border-collapse:collapse;table-layout:fixed}
    details td{padding:0 8px;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere}
    col.n,td.n{width:52px}
    td.n{color:var(--dim);text-align:right;user-select:none}
    .hunk td{padding:4px 10px;background:var(--head)}
    .hunk i{font-style:normal}
    td.added{background:var(--add)}td.added mark{background:var(--add2)}
    td.removed{background:var(--del)}td.removed mark{background:var(--del2)}
    mark{color:inherit;border-radius:2px}
    td.none{background:var(--none)}
    td.moved{background-image:repeating-linear-gradient(135deg,transparent 0 6px,\
    rgba(128,128,128,.16) 6px 8px)}
    .unified td.added::before{content:"+ "}.unified td.removed::before{content:"- "}\
    .unified td.same::before{content:"  "}
    .annotation td{color:var(--alert);background:var(--head);padding:2px 10px 2px 60px}
    """
}
