import MoatModel

/// One pass over a file's tokens, which finds brackets, scopes, items and everything else that
/// ``RustSource`` knows. It keeps its own stack, so nesting costs memory and no stack.
struct SourceReader {
  let text: TokenText
  private let bindsNames: Bool
  /// For each token the one that opens or closes what it closes or opens; -1 for all others.
  var partners: ContiguousArray<Int32>
  var frames: [Frame] = []
  var scopes: [Scope] = []
  var names = NameTable()
  var imports: [Import] = []
  /// The tokens of the paths of all imports.
  var importParts: [Int] = []
  var importScopes: [Int] = []
  var items: [Item] = []
  var attributes: [Attribute] = []
  var macros: [MacroCall] = []
  var modules: [InlineModule] = []
  var declarations: [ModuleDeclaration] = []
  /// The `use` and `extern` that stand somewhere.
  var useWords: ContiguousArray<UInt32> = []
  /// The folders that stacks of inline modules stand for; the first is that of no module.
  var folders: [[ModuleDeclaration.Folder]] = [[]]
  /// How many attributes are open.
  private var attributeDepth = 0
  /// The first of the attributes that stand before the token at hand.
  var pendingAttribute: Int?

  /// What an open bracket is.
  struct Frame {
    enum Kind {
      case file, module, block
      /// The body of an `impl` or trait: its functions have no name of their own outside.
      case associated
      /// The body of an `extern` block: its functions are names of what is around it.
      case foreign
      /// Fields or variants.
      case body
      case macro
      case macroRules
      case attribute
      case group
    }

    let kind: Kind
    let closing: UInt8
    /// What the next brace in this frame will be, and of which item.
    var next: Kind = .block
    @Compact var nextItem: Int?
    /// What the very next bracket will be, where it is an attribute's or a macro's.
    var special: Kind?
    /// The token that opens it; nil for the file.
    @Compact var open: Int?
    @Compact var scope: Int?
    /// The frame whose scope gets what stands in macro arguments, when this is in some.
    @Compact var outside: Int?
    /// The item whose body, or rest, this is.
    @Compact var item: Int?
    /// An item in this frame that ends at the next semicolon.
    @Compact var openItem: Int?
    /// The frame, this one or one around it, whose braces make a scope.
    @Compact var home: Int?
    /// An index into ``SourceReader/folders``.
    @Compact var folders: Int?

    init(_ kind: Kind, open: Int?, closing: UInt8) {
      self.kind = kind
      self.closing = closing
      self.open = open
    }

    /// Parentheses and square brackets that are no more than that, in another frame.
    init(group open: Int, closing: UInt8, in around: Frame) {
      self.init(.group, open: open, closing: closing)
      _outside = around._outside
      _home = around._home
      _folders = around._folders
    }
  }

  /// An index in four bytes: there is a frame for each bracket.
  @propertyWrapper struct Compact {
    private var index: Int32 = -1

    init(wrappedValue: Int?) { self.wrappedValue = wrappedValue }

    var wrappedValue: Int? {
      get { index < 0 ? nil : Int(index) }
      set { index = Int32(clamping: newValue ?? -1) }
    }
  }

  /// Where names are looked up: a module, or a block that defines some.
  struct Scope: Sendable {
    let open: Int
    var close: Int
    let isModule: Bool
    /// The scope around it.
    var parent: Int?
    /// The module it lies in, or itself.
    var module = 0
  }

  /// - Parameter bindsNames: whether anybody looks names up.
  init(_ text: TokenText, bindsNames: Bool) {
    self.text = text
    self.bindsNames = bindsNames
    partners = ContiguousArray(repeating: -1, count: text.count)
  }

  mutating func read() {
    scopes.append(Scope(open: -1, close: text.count, isModule: true, parent: nil))
    var file = Frame(.file, open: nil, closing: 0)
    file.scope = 0
    file.home = 0
    frames.append(file)
    let text = text
    let (stops, stopsAfterAttribute) = (Self.stops, Self.stopsAfterAttribute)
    var index = text.next(from: 0, in: stops)
    while index < text.count {
      switch text.tokens[index].kind {
      case .punctuation: punctuation(index)
      case .identifier: if let keyword = text.keyword(index) { word(keyword, index) }
      default: break
      }
      index =
        pendingAttribute == nil
        ? text.next(from: index + 1, in: stops)
        : text.next(from: index + 1, in: stopsAfterAttribute)
    }
    while frames.count > 1 { close(at: max(0, text.count - 1)) }
    finishScopes()
    attributes.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    macros.sort { $0.name < $1.name }
    modules.sort { $0.span < $1.span }
  }

  /// Tokens that brackets, items, imports, attributes and calls of macros begin or end with.
  private static let stops = TokenFilter(
    names: [
      "use", "mod", "fn", "struct", "enum", "trait", "union", "impl", "type", "const", "static",
      "extern", "unsafe",
    ], punctuation: "{}()[];#!")
  /// A comma ends what an attribute is about, and says nothing else.
  private static let stopsAfterAttribute: TokenFilter = {
    var filter = stops
    filter.insert(TokenTag(punctuation: UInt8(ascii: ",")))
    return filter
  }()

  @inline(__always)
  private mutating func punctuation(_ index: Int) {
    switch text.mark(index) {
    case UInt8(ascii: "{"): open(index, closing: UInt8(ascii: "}"))
    case UInt8(ascii: "("): open(index, closing: UInt8(ascii: ")"))
    case UInt8(ascii: "["): open(index, closing: UInt8(ascii: "]"))
    case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): closing(index)
    case UInt8(ascii: ";"):
      let top = frames.count - 1
      end(frames[top].openItem, at: index)
      frames[top].openItem = nil
      frames[top].next = .block
      frames[top].nextItem = nil
      pendingAttribute = nil
    case UInt8(ascii: "#"): attribute(index)
    case UInt8(ascii: "!"): exclamation(index)
    case UInt8(ascii: ","): if attributeDepth == 0 { pendingAttribute = nil }
    default: break
    }
  }

  // MARK: Brackets

  private mutating func open(_ index: Int, closing: UInt8) {
    let top = frames.count - 1
    let isBrace = closing == UInt8(ascii: "}")
    let special = frames[top].special
    if !isBrace, special == nil {
      frames.append(Frame(group: index, closing: closing, in: frames[top]))
      return
    }
    var frame = Frame(special ?? frames[top].next, open: index, closing: closing)
    frame.outside = frames[top].outside
    frame.folders = frames[top].folders
    switch frame.kind {
    case .file, .module, .block, .macro, .macroRules:
      frame.home = isBrace ? top + 1 : frames[top].home
    case .associated, .foreign, .body, .attribute, .group: frame.home = frames[top].home
    }
    if let special {
      frames[top].special = nil
      switch special {
      case .macro: frame.outside = frame.outside ?? top
      case .macroRules:
        frame.outside = frame.outside ?? top
        frame.item = frames[top].nextItem
        frames[top].nextItem = nil
      default: attributeDepth += 1
      }
    } else if attributeDepth == 0 {
      if let item = frames[top].nextItem {
        frame.item = item
        frames[top].nextItem = nil
        frames[top].openItem = nil
      }
      if frame.kind == .module { openModule(&frame) }
      frames[top].next = .block
      pendingAttribute = nil
    }
    frames.append(frame)
  }

  private mutating func openModule(_ frame: inout Frame) {
    frame.outside = nil
    frame.scope = scopes.count
    scopes.append(Scope(open: frame.open ?? -1, close: text.count, isModule: true, parent: nil))
    guard let item = frame.item, let name = items[item].name else { return }
    let around = folders[frame.folders ?? 0]
    if around.count < ModuleDeclaration.depthLimit {
      frame.folders = folders.count
      folders.append(
        around + [.init(name: text.name(name), path: paths().last?.text)])
    }
    bind(text.nameRange(name), .module(scopes.count - 1))
  }

  /// A closing bracket that fits nothing that is open is passed over; one that fits an outer bracket
  /// closes what is inside as well.
  private mutating func closing(_ index: Int) {
    let byte = text.mark(index)
    if let top = frames.last, top.kind == .group, top.closing == byte, let open = top.open {
      partners[index] = Int32(clamping: open)
      partners[open] = Int32(clamping: index)
      frames.removeLast()
      return
    }
    if frames[frames.count - 1].closing != byte {
      // Only braces are trusted to be meant, and the search is short, so that hostile text is cheap.
      guard let place = frames.suffix(Self.recoveryLimit).lastIndex(where: { $0.closing == byte })
      else { return }
      while frames.count - 1 > place { close(at: index - 1) }
    }
    if let open = frames[frames.count - 1].open {
      partners[index] = Int32(clamping: open)
      partners[open] = Int32(clamping: index)
    }
    close(at: index)
  }

  /// How many open brackets a closing one may skip: rustc refuses such a file anyway.
  private static let recoveryLimit = 16

  private mutating func close(at index: Int) {
    guard frames.count > 1, let frame = frames.popLast(), let open = frame.open else { return }
    if let scope = frame.scope { scopes[scope].close = index }
    switch frame.kind {
    case .attribute:
      attributeDepth -= 1
      closeAttribute(open, index)
      return
    case .macro: macros.append(MacroCall(name: open - 2, arguments: open...index))
    case .module:
      guard let item = frame.item, let name = items[item].name else { break }
      modules.append(
        InlineModule(
          name: text.name(name),
          span: SourceSpan(text.tokens[open].lower, text.tokens[index].upper)))
    default: break
    }
    end(frame.item, at: index)
    if frame.closing == UInt8(ascii: "}"), attributeDepth == 0 { pendingAttribute = nil }
  }

  private mutating func end(_ item: Int?, at index: Int) {
    guard let item else { return }
    let first = items[item].tokens.lowerBound
    items[item].tokens = first...max(first, index)
  }

  // MARK: Scopes

  /// The scope of a frame: its own, or that of the nearest frame that has one; made if there is none yet.
  private mutating func scope(of frame: Int) -> Int {
    let home = frames[frame].home ?? 0
    if let scope = frames[home].scope { return scope }
    frames[home].scope = scopes.count
    scopes.append(
      Scope(
        open: frames[home].open ?? -1, close: text.count, isModule: false, parent: nil))
    return scopes.count - 1
  }

  /// Whether the attributes before the item at hand may take it away: `cfg`, and those that are macros
  /// and do what they like.
  private var isGated: Bool {
    guard let first = pendingAttribute else { return false }
    // More than real items have; the newest ones are looked at.
    return attributes[first...].suffix(64).contains { attribute in
      !Self.harmless.contains { text.isWord(attribute.name, $0) }
    }
  }

  /// Attributes that leave an item in its place, so that it hides others of its name.
  private static let harmless: [StaticString] = [
    "derive", "doc", "inline", "allow", "must_use", "repr", "non_exhaustive", "deprecated",
    "cold", "track_caller", "warn", "deny", "forbid", "expect", "rustfmt", "clippy", "path", "test",
    "no_mangle", "macro_use", "serde", "default", "automatically_derived", "target_feature",
  ]

  /// Says what a name is in the scope at hand. Where that lies in the arguments of a macro, the macro
  /// decides what becomes of it: an import may then hold around the macro too, and hides nothing.
  mutating func bind(_ name: Range<Int>, _ target: NameTable.Target) {
    guard bindsNames else { return }
    let top = frames.count - 1
    switch frames[top].kind {
    case .associated, .body, .attribute: return
    default: break
    }
    let inner = scope(of: top)
    let outside = frames[top].outside
    let isWeak = outside != nil || isGated
    names.add(name, in: text.bytes, scope: inner, target, isWeak: isWeak)
    guard let outside else { return }
    switch target {
    case .localType, .localValue: return
    case .imported, .module: break
    }
    let outer = scope(of: outside)
    if outer != inner {
      names.add(name, in: text.bytes, scope: outer, target, isWeak: true)
    }
  }

  /// The scope that an import at hand belongs to.
  mutating func currentScope() -> Int { bindsNames ? scope(of: frames.count - 1) : 0 }

  var isInMacro: Bool { frames[frames.count - 1].outside != nil }

  /// Orders the scopes by where they open, and finds the one around each.
  private mutating func finishScopes() {
    let order = scopes.indices.sorted { scopes[$0].open < scopes[$1].open }
    var numbers = [Int](repeating: 0, count: scopes.count)
    for (new, old) in order.enumerated() { numbers[old] = new }
    scopes = order.map { scopes[$0] }
    var around: [Int] = []
    for index in scopes.indices {
      while let last = around.last, scopes[last].close < scopes[index].open { around.removeLast() }
      scopes[index].parent = around.last
      scopes[index].module =
        scopes[index].isModule ? index : around.last.map { scopes[$0].module } ?? 0
      around.append(index)
    }
    names.finish(numbers)
    for index in importScopes.indices { importScopes[index] = numbers[importScopes[index]] }
  }
}
