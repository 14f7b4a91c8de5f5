import MoatModel

/// One pass over a file's brackets, items and attributes, which finds scopes and everything else that
/// ``RustSource`` knows. It keeps its own stack, so nesting costs memory and no stack.
struct SourceReader {
  let text: TokenText
  let bindsNames: Bool
  /// For each token the one that opens or closes what it closes or opens; -1 for all others.
  private(set) var partners: ContiguousArray<Int32> = []
  /// The pair that was closed last.
  private var lastPair = (open: -1, close: -1)
  /// The innermost open bracket, or the file.
  var top = Frame(.file, open: nil, closing: 0)
  /// Those around it, outermost first.
  var outer = FrameStack()
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
  /// The names of the path at hand, as tokens.
  var segments: [Int] = []
  /// How many of them stand before the braces around the one at hand, in a `use`.
  var groups: [Int] = []
  /// How many attributes are open.
  var attributeDepth = 0
  /// The first of the attributes that stand before the token at hand.
  var pendingAttribute: Int?

  /// - Parameter bindsNames: whether anybody looks names up.
  init(_ text: TokenText, bindsNames: Bool) {
    self.text = text
    self.bindsNames = bindsNames
  }

  /// What brackets, items, imports, attributes and calls of macros begin or end with.
  static let bones = TokenFilter(
    names: [
      "use", "mod", "fn", "struct", "enum", "trait", "union", "impl", "type", "const", "static",
      "extern", "unsafe",
    ], punctuation: "{}()[];#!")

  /// - Parameter bones: all tokens that pass through ``bones``, as indices in order.
  mutating func read(_ bones: ContiguousArray<UInt32>) {
    scopes.append(Scope(open: -1, close: text.count, isModule: true, parent: nil))
    // Real files have an item for each thirty brackets and the like, and as many attributes.
    items.reserveCapacity(bones.count / 32)
    attributes.reserveCapacity(bones.count / 32)
    macros.reserveCapacity(bones.count / 64)
    top.scope = 0
    top.home = 0
    partners = pairs(bones)
    while outer.count > 0 { close(at: max(0, text.count - 1)) }
    finishScopes()
    attributes.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    macros.sort { $0.name < $1.name }
    modules.sort { $0.span < $1.span }
  }

  /// Reads all that passes through ``bones``, and pairs the brackets among them.
  private mutating func pairs(_ bones: ContiguousArray<UInt32>) -> ContiguousArray<Int32> {
    let text = text
    var partners = ContiguousArray<Int32>(repeating: -1, count: text.count)
    var all = partners.mutableSpan
    var last = 0
    for bone in bones {
      let index = Int(bone)
      guard index < text.count else { break }
      if pendingAttribute != nil { forgetAttributes(last + 1..<index) }
      last = index
      let token = text.tokens[index]
      if token.punctuation != 0 {
        punctuation(token.punctuation, index, &all)
      } else if let keyword = text.keyword(index) {
        word(keyword, index)
      }
    }
    return partners
  }

  /// The bracket that the one at an index closes, where no other stands between it and the token at hand;
  /// -1 where there is none.
  func opening(of index: Int) -> Int { lastPair.close == index ? lastPair.open : -1 }

  @inline(__always)
  private mutating func pair(_ open: Int, _ close: Int, _ partners: inout MutableSpan<Int32>) {
    partners[close] = Int32(truncatingIfNeeded: open)
    partners[open] = Int32(truncatingIfNeeded: close)
    lastPair = (open, close)
  }

  /// A comma ends what attributes before it are about.
  private mutating func forgetAttributes(_ between: Range<Int>) {
    guard attributeDepth == 0 else { return }
    if between.contains(where: { text.mark($0) == UInt8(ascii: ",") }) { pendingAttribute = nil }
  }

  @inline(__always)
  private mutating func punctuation(
    _ byte: UInt8, _ index: Int, _ partners: inout MutableSpan<Int32>
  ) {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["):
      let closing = byte == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
      if top.special == nil {
        // Nothing is in it, as in most calls.
        if text.mark(index + 1) == closing { return pair(index, index + 1, &partners) }
        outer.append(top)
        top = Frame(group: index, closing: closing, in: top)
      } else {
        open(index, closing: closing)
      }
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      if lastPair.close == index { return }
      if top.closing == byte, top.kind == .group, let open = top.open, let around = outer.popLast()
      {
        pair(open, index, &partners)
        top = around
      } else if let open = closing(byte, index) {
        pair(open, index, &partners)
      }
    case UInt8(ascii: "{"): open(index, closing: UInt8(ascii: "}"))
    case UInt8(ascii: ";"):
      end(top.openItem, at: index)
      top.openItem = nil
      top.next = .block
      top.nextItem = nil
      pendingAttribute = nil
    case UInt8(ascii: "#"): attribute(index)
    case UInt8(ascii: "!"): exclamation(index)
    default: break
    }
  }
}
