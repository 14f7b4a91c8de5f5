extension StringProtocol {
  /// Whether a text stands in it, byte for byte in UTF-8.
  ///
  /// The standard library's `contains` compares characters, which costs twenty times as much and
  /// finds no word in front of a combining mark.
  package func mentions(_ text: String) -> Bool {
    var text = text
    let found: Bool?? = text.withUTF8 { word in
      utf8.withContiguousStorageIfAvailable { ByteSearch.finds(word, in: $0) }
    }
    if case .some(.some(let isFound)) = found { return isFound }
    return Array(utf8).withUnsafeBufferPointer { bytes in
      text.withUTF8 { ByteSearch.finds($0, in: bytes) }
    }
  }
}

private enum ByteSearch {
  static func finds(
    _ word: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard let first = word.first else { return true }
    guard bytes.count >= word.count else { return false }
    for start in 0...(bytes.count - word.count) where bytes[start] == first {
      var length = 1
      while length < word.count, bytes[start + length] == word[length] { length += 1 }
      if length == word.count { return true }
    }
    return false
  }
}
