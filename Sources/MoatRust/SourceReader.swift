import MoatModel

/// One pass over a file's brackets, items and attributes, which finds scopes and everything else that
/// ``RustSource`` knows. It keeps its own stack, so nesting costs memory and no stack.
struct SourceReader {
  let text: TokenText
  let bindsNames: Bool
  /// For each token the one that opens or closes what it closes or opens; -1 for all others.
  var partners: ContiguousArray<Int32>
  /// The innermost open bracket, or the file.
  var top = Frame(.file, open: nil, closing: 0)
  /// Those around it, outermost first.
  var outer: ContiguousArray<Frame> = []
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
    partners = ContiguousArray(repeating: -1, count: text.count)
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
    imports.reserveCapacity(bones.count / 64)
    importParts.reserveCapacity(bones.count / 32)
    importScopes.reserveCapacity(bones.count / 64)
    outer.reserveCapacity(32)
    top.scope = 0
    top.home = 0
    let text = text
    var last = 0
    for bone in bones {
      let index = Int(bone)
      guard index < text.count else { break }
      if pendingAttribute != nil { forgetAttributes(last + 1..<index) }
      last = index
      let token = text.tokens[index]
      if token.punctuation != 0 {
        punctuation(token.punctuation, index)
      } else if let keyword = text.keyword(index) {
        word(keyword, index)
      }
    }
    while !outer.isEmpty { close(at: max(0, text.count - 1)) }
    finishScopes()
    attributes.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    macros.sort { $0.name < $1.name }
    modules.sort { $0.span < $1.span }
  }

  /// A comma ends what attributes before it are about.
  private mutating func forgetAttributes(_ between: Range<Int>) {
    guard attributeDepth == 0 else { return }
    if between.contains(where: { text.mark($0) == UInt8(ascii: ",") }) { pendingAttribute = nil }
  }

  @inline(__always)
  private mutating func punctuation(_ byte: UInt8, _ index: Int) {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["):
      let closing = byte == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
      if top.special == nil {
        // Nothing is in it, as in most calls.
        if text.mark(index + 1) == closing { return pair(index, index + 1) }
        outer.append(top)
        top = Frame(group: index, closing: closing, in: top)
      } else {
        open(index, closing: closing)
      }
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      if partners[index] >= 0 { return }
      if top.closing == byte, top.kind == .group, let open = top.open, let around = outer.popLast()
      {
        pair(open, index)
        top = around
      } else {
        closing(byte, index)
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
