package import MoatModel

extension YAMLNode {
  /// The comment behind the node on the line on which it ends, from its `#`: where people write
  /// which version a hash stands for. For a block of text, the one behind its `|` or `>`.
  ///
  /// Whatever stands between the two, such as a closing bracket, is passed over.
  package var trailingComment: SourceSpan? {
    let isBlock = record.form == .literal || record.form == .folded
    let end = isBlock ? span.lower : fullSpan.upper
    let comments = stream.comments
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].lower < end { low = middle + 1 } else { high = middle }
    }
    guard low < comments.count else { return nil }
    let between = stream.source.bytes[end..<comments[low].lower]
    return between.contains(where: YAMLByte.isBreak) ? nil : comments[low]
  }
}
