extension SourceReader {
  /// The open brackets around the innermost one. Real code nests a dozen deep: those need no memory of
  /// their own.
  struct FrameStack {
    private static let nearCount = 32

    private var near = [32 of Frame](repeating: Frame(.file, open: nil, closing: 0))
    private var far: ContiguousArray<Frame> = []
    private(set) var count = 0

    @inline(__always)
    mutating func append(_ frame: Frame) {
      if count < Self.nearCount { near[count] = frame } else { far.append(frame) }
      count &+= 1
    }

    /// Takes the last one off; nil where there is none.
    @inline(__always)
    mutating func popLast() -> Frame? {
      guard count > 0 else { return nil }
      count &-= 1
      return count < Self.nearCount ? near[count] : far.popLast()
    }

    subscript(index: Int) -> Frame {
      get { index < Self.nearCount ? near[index] : far[index - Self.nearCount] }
      set {
        if index < Self.nearCount {
          near[index] = newValue
        } else {
          far[index - Self.nearCount] = newValue
        }
      }
    }

    /// The last of so many that a byte closes.
    func last(closedBy byte: UInt8, among limit: Int) -> Int? {
      (max(0, count - limit)..<count).last { self[$0].closing == byte }
    }
  }
}
