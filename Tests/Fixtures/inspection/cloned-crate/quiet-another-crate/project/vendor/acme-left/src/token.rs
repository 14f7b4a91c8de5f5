pub fn left_token_0() -> usize {
    0
}
pub fn left_token_1() -> usize {
    1
}
pub fn left_token_2() -> usize {
    2
}
pub fn left_token_3() -> usize {
    3
}
pub fn left_token_4() -> usize {
    4
}
pub fn left_token_5() -> usize {
    5
}
pub fn left_token_6() -> usize {
    6
}
pub fn left_token_7() -> usize {
    7
}
pub fn left_token_8() -> usize {
    8
}
pub fn left_token_9() -> usize {
    9
}
pub fn left_token_10() -> usize {
    10
}
pub fn left_token_11() -> usize {
    11
}
pub fn left_token_12() -> usize {
    12
}
pub fn left_token_13() -> usize {
    13
}
pub fn left_token_14() -> usize {
    14
}
pub fn left_token_15() -> usize {
    15
}
pub fn left_token_16() -> usize {
    16
}
pub fn left_token_17() -> usize {
    17
}
pub fn left_token_18() -> usize {
    18
}
pub fn left_token_19() -> usize {
    19
}
pub fn left_token_20() -> usize {
    20
}
pub fn left_token_21() -> usize {
    21
}
pub fn left_token_22() -> usize {
    22
}
pub fn left_token_23() -> usize {
    23
}
pub fn left_token_24() -> usize {
    24
}
pub fn left_token_25() -> usize {
    25
}
pub fn left_token_26() -> usize {
    26
}
pub fn left_token_27() -> usize {
    27
}
pub fn left_token_28() -> usize {
    28
}
pub fn left_token_29() -> usize {
    29
}
pub fn left_token_30() -> usize {
    30
}
pub fn left_token_31() -> usize {
    31
}
pub fn left_token_32() -> usize {
    32
}
pub fn left_token_33() -> usize {
    33
}
pub fn left_token_34() -> usize {
    34
}
pub fn left_token_35() -> usize {
    35
}
pub fn left_token_36() -> usize {
    36
}
pub fn left_token_37() -> usize {
    37
}
pub fn left_token_38() -> usize {
    38
}
pub fn left_token_39() -> usize {
    39
}
pub fn left_token_40() -> usize {
    40
}
pub fn left_token_41() -> usize {
    41
}
pub fn left_token_42() -> usize {
    42
}
pub fn left_token_43() -> usize {
    43
}
pub fn left_token_44() -> usize {
    44
}
pub fn left_token_45() -> usize {
    45
}
pub fn left_token_46() -> usize {
    46
}
pub fn left_token_47() -> usize {
    47
}
pub fn left_token_48() -> usize {
    48
}
pub fn left_token_49() -> usize {
    49
}
