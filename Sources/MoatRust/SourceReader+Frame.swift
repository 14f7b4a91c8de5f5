extension SourceReader {
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
}
